using Haggle.Core.People;

namespace Haggle.Core.Listings;

/// <summary>Stores what the marketplace's backend says of a listing, and tells the chats about it.</summary>
public sealed class PutListing(IListings listings, IPeople people, ListingNews news, TimeProvider clock)
{
    /// <returns>
    /// The listing, and whether it is new; <see cref="RefusalKind.Invalid"/> with the field; <see cref="RefusalKind.NotFound"/> <c>seller_id</c> or <c>seller_external_id</c>.
    /// </returns>
    public async ValueTask<Result<StoredListing>> RunAsync(ListingUpdate update, CancellationToken cancellation)
    {
        if (ListingRules.Id(update.ExternalId, "external_id").Refusal is { } badId)
            return badId;
        if (!(await SellerOfAsync(update, cancellation)).TryGet(out var seller, out var refusal))
            return refusal;
        var listing = update.Apply(await listings.FindAsync(update.ExternalId, cancellation), seller, clock.Now());
        if (ListingRules.Check(listing) is { } wrong)
            return wrong;
        var before = await listings.PutAsync(listing, cancellation);
        if (before is not null)
            await news.TellAsync(before, listing, cancellation);
        return new StoredListing(listing, before is null);
    }

    private async ValueTask<Result<Change<PersonId?>>> SellerOfAsync(ListingUpdate update, CancellationToken cancellation)
    {
        if (update.SellerId is { IsGiven: true, Value: { } id })
            return await people.FindAsync(id, cancellation) is null ? Refusal.NotFound("seller_id") : update.SellerId;
        if (update.SellerId.IsGiven || !update.SellerExternalId.IsGiven)
            return update.SellerId;
        if (update.SellerExternalId.Value is not { } externalId)
            return Change<PersonId?>.To(null);
        return await people.FindByExternalIdAsync(PersonKind.Account, externalId, cancellation) is { } seller
            ? Change<PersonId?>.To(seller.Id)
            : Refusal.NotFound("seller_external_id");
    }
}

public sealed record StoredListing(Listing Listing, bool IsNew);
