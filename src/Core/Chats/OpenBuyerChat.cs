using Haggle.Core.Listings;
using Haggle.Core.Moderation;
using Haggle.Core.People;
using Haggle.Core.Text;

namespace Haggle.Core.Chats;

/// <summary>The chat of a buyer about a listing, for wires that have one of them whoever sells. Source: contracts/lais.md.</summary>
/// <remarks>Beside <see cref="OpenListingChat"/>, which has one for each seller: it finds those chats too, the oldest first.</remarks>
public sealed class OpenBuyerChat(IPeople people, IBlocks blocks, IListings listings, IChats chats, Opening opening, ChatLimits limits, TimeProvider clock)
{
    /// <param name="seller">Counts only when the chat is new; may be the buyer: then one person is in it.</param>
    /// <param name="metadata">Of a new chat.</param>
    /// <param name="isNumbered">Whether a new chat gets the seller's next number: for buyers who have no name.</param>
    /// <returns>
    /// The chat, new or found; <see cref="RefusalKind.NotFound"/> <c>user</c>; <see cref="RefusalKind.Forbidden"/> <c>blocked</c>;
    /// <see cref="RefusalKind.TooFast"/>.
    /// </returns>
    public async ValueTask<Result<OpenedChat>> RunAsync(
        Person buyer, PersonId seller, string listingId, string? metadata, bool isNumbered, CancellationToken cancellation)
    {
        if (ListingClaim.CheckId(listingId, "listing_id").Refusal is { } badId)
            return badId;
        if ((seller == buyer.Id ? buyer : await people.FindAsync(seller, cancellation)) is not { Kind: not PersonKind.System } sellerPerson)
            return Refusal.NotFound("user");
        var listing = await listings.FindAsync(listingId, cancellation);
        var wanted = Wanted(buyer, sellerPerson, listingId, listing, metadata, clock.Now()) with { NumberedFor = isNumbered ? seller : null };
        return await opening.RunAsync(buyer, wanted, listing, MayBeMadeAsync, cancellation);

        async ValueTask<Refusal?> MayBeMadeAsync()
            => sellerPerson.IsDisabled ? Refusal.NotFound("user")
                : await blocks.ExistsAsync(seller, buyer.Id, cancellation) ? Refusal.Forbidden("blocked")
                : null;
    }

    /// <returns>The chat as its buyer sees it; <see cref="RefusalKind.NotFound"/> <c>chat</c>.</returns>
    public async ValueTask<Result<ChatView>> FindAsync(Person buyer, string listingId, CancellationToken cancellation)
        => await chats.FindOfBuyerAsync(listingId, buyer.Id, cancellation) is { } id
            && await chats.FindAsync(id, buyer.Id, clock.Now(), cancellation) is { My: not null } view
            ? view
            : ChatRights.NoSuchChat;

    private NewChat Wanted(Person buyer, Person seller, string listingId, Listing? listing, string? metadata, DateTimeOffset now)
    {
        var title = CodePoints.Shorten(listing?.Title ?? OpenDirectChat.PairTitle(buyer, seller), limits.TitleCharacters);
        NewMember[] members = buyer.Id == seller.Id ? [new(buyer.Id, MemberRole.Buyer)] : [new(buyer.Id, MemberRole.Buyer), new(seller.Id, MemberRole.Seller)];
        return new(ChatKind.Listing, title, members, buyer.Id, now)
        {
            ListingId = listingId,
            UniqueKey = UniqueKeys.Listing(listingId, buyer.Id, seller.Id),
            OnlyOneOf = buyer.Id,
            Metadata = metadata,
            IsVouchedFor = true,
        };
    }
}
