namespace Haggle.Core.Listings;

/// <summary>The thing is no longer for sale; its chats stay, and are told.</summary>
public sealed class RemoveListing(IListings listings, ListingNews news, TimeProvider clock)
{
    /// <returns>Done, also when it was removed already; <see cref="RefusalKind.NotFound"/> <c>listing</c>.</returns>
    public async ValueTask<Result<Done>> RunAsync(string externalId, CancellationToken cancellation)
    {
        if (await listings.FindAsync(externalId, cancellation) is not { } before)
            return Refusal.NotFound("listing");
        var now = clock.Now();
        if (before.State != ListingState.Removed && await listings.RemoveAsync(externalId, now, cancellation))
            await news.TellAsync(before, before with { State = ListingState.Removed, UpdatedAt = now }, cancellation);
        return default(Done);
    }
}
