namespace Haggle.Core.Listings;

/// <summary>What we know of a thing for sale.</summary>
public sealed class GetListing(IListings listings)
{
    /// <returns>The listing, a removed one too; <see cref="RefusalKind.NotFound"/> <c>listing</c>.</returns>
    public async ValueTask<Result<Listing>> RunAsync(string externalId, CancellationToken cancellation)
        => await listings.FindAsync(externalId, cancellation) is { } listing ? listing : Refusal.NotFound("listing");
}
