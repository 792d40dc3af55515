using System.Globalization;
using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.People;
using Haggle.Dialects.Lais.Identity;
using Haggle.Dialects.Lais.Shapes;

namespace Haggle.Dialects.Lais.Endpoints;

/// <summary>Which chat is meant; the seller counts only when it is new.</summary>
internal sealed record Pair(int IphoneId, int SellerId, Person Buyer)
{
    public string ListingId => IphoneId.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The one chat of a listing and a buyer. Source: contracts/lais.md, "One chat for a listing and a buyer".</summary>
internal sealed class Openings(LaisCallers callers, OpenBuyerChat open, RewriteMetadata rewrite)
{
    public async ValueTask<Result<LaisChat>> FindAsync(Person buyer, int iphoneId, CancellationToken cancellation)
        => (await open.FindAsync(buyer, iphoneId.ToString(CultureInfo.InvariantCulture), cancellation)).TryGet(out var view, out var refusal)
            ? Express(view)
            : refusal;

    /// <summary>Made by looking for it: an id that looks made up by a browser belongs to nobody registered.</summary>
    public ValueTask<Result<LaisChat>> MakeAsync(Pair pair, CancellationToken cancellation)
        => MakeAsync(pair, new ChatFacts(!UserIds.IsUuid(pair.Buyer.ExternalId), IsFound: true), cancellation);

    public async ValueTask<Result<LaisChat>> OpenAsync(Pair pair, bool isRegistered, CancellationToken cancellation)
    {
        var facts = new ChatFacts(isRegistered, IsFound: false);
        if (!(await MakeAsync(pair, facts, cancellation)).TryGet(out var chat, out var refusal))
            return refusal;
        // A chat that was made by looking for it has a guess; the first who says it, before anything else is said, is right.
        var seen = chat.View.Chat.Metadata;
        if (ChatFacts.Of(seen) is not { IsFound: true } guess || guess.BuyerIsRegistered == isRegistered)
            return chat;
        return (await rewrite.RunAsync(chat.Id, seen, facts.ToMetadata(), cancellation)).TryGet(out var rewritten, out refusal)
            ? Express(chat.View with { Chat = rewritten })
            : refusal;
    }

    private async ValueTask<Result<LaisChat>> MakeAsync(Pair pair, ChatFacts facts, CancellationToken cancellation)
    {
        if ((await FindAsync(pair.Buyer, pair.IphoneId, cancellation)).TryGet(out var known, out _))
            return known; // before a seller is made for nothing
        if (!(await callers.SellerAsync(pair.SellerId, cancellation)).TryGet(out var seller, out var refusal))
            return refusal with { Kind = RefusalKind.Forbidden };
        var isNumbered = !facts.BuyerIsRegistered && UserIds.IsUuid(pair.Buyer.ExternalId); // sellers tell them apart by numbers
        return (await open.RunAsync(pair.Buyer, seller.Id, pair.ListingId, facts.ToMetadata(), isNumbered, cancellation)).TryGet(out var opened, out refusal)
            ? Express(opened.View)
            : refusal;
    }

    private static Result<LaisChat> Express(ChatView view) => LaisChat.Of(view) is { } chat ? chat : ChatRights.NoSuchChat;
}
