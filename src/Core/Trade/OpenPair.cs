using Haggle.Core.Chats;
using Haggle.Core.Moderation;
using Haggle.Core.People;

namespace Haggle.Core.Trade;

/// <summary>The one chat of a buyer with a seller, whatever they talk about. Only a buyer begins it.</summary>
/// <remarks>
/// It is a chat about a thing for sale, only that this marketplace does not say which: so it has the rules and roles of one, without a listing.
/// </remarks>
public sealed class OpenPair(IBlocks blocks, Opening opening, IPairs pairs, TimeProvider clock)
{
    /// <param name="name">What it shall be called when it is new.</param>
    /// <param name="makeName">For a chat that was there before it had any name.</param>
    /// <returns>
    /// The pair, new or found; <see cref="RefusalKind.Forbidden"/> <c>side</c> when one of them is known as the other side, or both are the same;
    /// <see cref="RefusalKind.Forbidden"/> <c>blocked</c>; <see cref="RefusalKind.NotFound"/> <c>user</c> for a seller who is disabled,
    /// <see cref="RefusalKind.Unauthenticated"/> for such a buyer; <see cref="RefusalKind.Conflict"/> <c>name</c>; <see cref="RefusalKind.TooFast"/>.
    /// </returns>
    public async ValueTask<Result<OpenedPair>> RunAsync(Trader buyer, Trader seller, string name, Func<string> makeName, CancellationToken cancellation)
    {
        if (!buyer.MayBe(Side.Buyer) || !seller.MayBe(Side.Seller) || buyer.Id == seller.Id)
            return Refusal.Forbidden("side", "Only a buyer starts a chat, and with a seller");
        if (buyer.Person.IsDisabled)
            return Refusal.Unauthenticated("Disabled");
        if (seller.Person.IsDisabled)
            return Refusal.NotFound("user");
        if (await pairs.FindAsync(name, cancellation) is { } taken && (taken.Buyer.Id != buyer.Id || taken.Seller.Id != seller.Id))
            return Refusal.Conflict("name", "Another thread has this id");
        var wanted = Wanted(buyer.Person, seller.Person, name);
        if (!(await opening.RunAsync(buyer.Person, wanted, listing: null, NotBlockedAsync, cancellation)).TryGet(out var opened, out var refusal))
            return refusal;
        return await pairs.FindManyAsync([opened.View.Chat.Id], makeName, cancellation) is [var pair]
            ? new OpenedPair(pair, opened.IsNew)
            : ChatRights.NoSuchChat;

        async ValueTask<Refusal?> NotBlockedAsync()
            => await blocks.ExistsAsync(seller.Id, buyer.Id, cancellation) ? Refusal.Forbidden("blocked") : null;
    }

    private NewChat Wanted(Person buyer, Person seller, string name)
        => new(
            ChatKind.Listing, OpenDirectChat.PairTitle(buyer, seller), [new(buyer.Id, MemberRole.Buyer), new(seller.Id, MemberRole.Seller)], buyer.Id,
            clock.Now())
        {
            UniqueKey = UniqueKeys.Pair(buyer.Id, seller.Id),
            Name = name,
        };
}

/// <summary>The pair, and whether it was made just now.</summary>
public sealed record OpenedPair(Pair Pair, bool IsNew);
