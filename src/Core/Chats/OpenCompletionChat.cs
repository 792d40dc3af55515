using Haggle.Core.Listings;
using Haggle.Core.Outbox;
using Haggle.Core.People;
using Haggle.Core.Text;

namespace Haggle.Core.Chats;

/// <summary>A sale whose buyer has begun to confirm the delivery, as the marketplace tells it.</summary>
/// <param name="Buyer">The marketplace's id of the buyer.</param>
/// <param name="Seller">The marketplace's id of the seller.</param>
/// <param name="ListingId">The marketplace's id of the thing sold, if it was told.</param>
public sealed record SaleToComplete(long SaleId, long TransactionId, string Buyer, string Seller, string? ListingId);

/// <summary>The chat in which buyer and seller complete a transaction: one for each transaction, with a line of the server for each of its sales.</summary>
/// <remarks>
/// Safe to repeat: the chat is found again, and a line that stands there is not said again and tells nobody again. Where the two have made one themselves, it is
/// taken: their page looks for a chat of this kind with this transaction, and so should we.
/// </remarks>
public sealed class OpenCompletionChat(
    IPeople people, IAccounts accounts, IListings listings, IChats chats, IDelivery delivery, IOutboxBell bell, ChatLimits limits, TimeProvider clock)
{
    /// <param name="tell">Makes of the line's text the event that another system hears, stored with the line or not at all.</param>
    /// <returns>The chat; <see cref="RefusalKind.Invalid"/> or <see cref="RefusalKind.Conflict"/> <c>buyer</c> or <c>seller</c>, the latter when a local account has the id.</returns>
    public async ValueTask<Result<Chat>> RunAsync(SaleToComplete sale, Func<string, OutgoingEvent> tell, CancellationToken cancellation)
    {
        if (!(await AdmitAsync(sale.Buyer, "buyer", cancellation)).TryGet(out var buyer, out var refusal)
            || !(await AdmitAsync(sale.Seller, "seller", cancellation)).TryGet(out var seller, out refusal))
            return refusal;
        var chat = await OpenAsync(sale, buyer, seller, cancellation);
        var line = SystemLines.DeliveryBeingConfirmed(sale.SaleId, sale.TransactionId);
        var said = await chats.ChangeAsync(delivery, chat, _ => ChatRights.Decide(line with { Tells = tell(line.Text) }), clock.Now(), cancellation);
        bell.Ring();
        return said.Then(changed => changed.Chat);
    }

    // Whoever is locked out is still part of the deal.
    private async ValueTask<Result<Person>> AdmitAsync(string externalId, string field, CancellationToken cancellation)
    {
        if (PersonRules.CheckExternalId(externalId, field) is { } mistake)
            return mistake;
        if (await people.FindByExternalIdAsync(PersonKind.Account, externalId, cancellation) is { } known)
            return await accounts.IsLocalAsync(known, cancellation) ? Refusal.Conflict(field, "A local account has this id") : known;
        return (await people.UpsertAsync(new PersonUpdate(externalId), clock.Now(), cancellation)).Person;
    }

    private async ValueTask<ChatId> OpenAsync(SaleToComplete sale, Person buyer, Person seller, CancellationToken cancellation)
    {
        if (await chats.FindCompletionAsync(sale.TransactionId, buyer.Id, seller.Id, cancellation) is { } known)
            return known;
        var listing = sale.ListingId is { } id ? await listings.FindAsync(id, cancellation) : null;
        var title = CodePoints.Shorten(listing?.Title ?? OpenDirectChat.PairTitle(buyer, seller), limits.TitleCharacters);
        NewMember[] members = buyer.Id == seller.Id
            ? [new(buyer.Id, MemberRole.Buyer)] // a sale to oneself is the marketplace's business
            : [new(buyer.Id, MemberRole.Buyer), new(seller.Id, MemberRole.Seller)];
        using var announcer = delivery.Begin();
        var opened = await chats.OpenAsync(
            new NewChat(ChatKind.Completion, title, members, buyer.Id, clock.Now())
            {
                ListingId = sale.ListingId, TransactionId = sale.TransactionId, UniqueKey = UniqueKeys.Completion(sale.TransactionId),
            },
            cancellation);
        if (opened.IsNew)
            announcer.Announce(new ChatOpened(opened.Chat, listing, opened.Participants));
        return opened.Chat.Id;
    }
}
