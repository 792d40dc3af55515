using Haggle.Core.Listings;
using Haggle.Core.Moderation;
using Haggle.Core.People;
using Haggle.Core.Text;

namespace Haggle.Core.Chats;

/// <summary>The chat of a buyer with the seller of a listing: one for each listing, buyer and seller.</summary>
public sealed class OpenListingChat(IPeople people, IBlocks blocks, IListings listings, Opening opening, ChatLimits limits, TimeProvider clock)
{
    /// <param name="caller">The buyer.</param>
    /// <param name="listingId">The marketplace's id, 1 to 128 characters.</param>
    /// <param name="sellerId">May be absent when the listing is known and has a seller.</param>
    /// <param name="snapshot">What the client says of the listing; counts only while the marketplace has said nothing.</param>
    /// <returns>
    /// The chat, new or found; <see cref="RefusalKind.Invalid"/> <c>listing_id</c>, <c>seller_id</c> or a field of the snapshot; <see cref="RefusalKind.NotFound"/> <c>user</c>;
    /// <see cref="RefusalKind.Conflict"/> <c>seller_id</c> for oneself; <see cref="RefusalKind.Forbidden"/> <c>blocked</c>; <see cref="RefusalKind.TooFast"/>.
    /// </returns>
    public async ValueTask<Result<OpenedChat>> RunAsync(Person caller, string? listingId, PersonId? sellerId, ListingClaim? snapshot, CancellationToken cancellation)
    {
        if (ListingClaim.CheckId(listingId, "listing_id").Refusal is { } badId)
            return badId;
        if (snapshot?.Check() is { } badSnapshot)
            return badSnapshot;
        var known = await listings.FindAsync(listingId!, cancellation);
        if (!SellerOf(caller, known, sellerId).TryGet(out var seller, out var refusal))
            return refusal;
        if (await people.FindAsync(seller, cancellation) is not { IsDisabled: false, Kind: not PersonKind.System } sellerPerson)
            return Refusal.NotFound("user");
        var now = clock.Now();
        if (known is null && snapshot is not null)
            known = await listings.SuggestAsync(snapshot.ToListing(seller, now), cancellation);
        return await opening.RunAsync(caller, Wanted(caller, sellerPerson, listingId!, known, now), known, NotBlockedAsync, cancellation);

        async ValueTask<Refusal?> NotBlockedAsync()
            => await blocks.ExistsAsync(seller, caller.Id, cancellation) ? Refusal.Forbidden("blocked") : null;
    }

    /// <summary>Who sells: what the marketplace told us wins, and a client may not contradict it.</summary>
    internal static Result<PersonId> SellerOf(Person caller, Listing? known, PersonId? claimed)
    {
        if (known is { Verified: true, SellerId: { } told } && claimed is { } other && other != told)
            return Refusal.Invalid("seller_id", "This listing is sold by somebody else");
        if ((claimed ?? known?.SellerId) is not { } seller)
            return Refusal.Invalid("seller_id", "Field required, the listing's seller is not known");
        return seller == caller.Id ? Refusal.Conflict("seller_id", "This is your own listing") : seller;
    }

    private NewChat Wanted(Person buyer, Person seller, string listingId, Listing? listing, DateTimeOffset now)
    {
        // Marketplaces write long titles; the listing itself keeps the whole.
        var title = CodePoints.Shorten(listing?.Title ?? OpenDirectChat.PairTitle(buyer, seller), limits.TitleCharacters);
        return new(ChatKind.Listing, title, [new(buyer.Id, MemberRole.Buyer), new(seller.Id, MemberRole.Seller)], buyer.Id, now)
        {
            ListingId = listingId,
            UniqueKey = UniqueKeys.Listing(listingId, buyer.Id, seller.Id),
        };
    }
}
