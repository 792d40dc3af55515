using Haggle.Core.People;

namespace Haggle.Core.Chats;

/// <summary>Changes a chat about a deal: by whoever is in it, or by the marketplace itself.</summary>
public sealed class EditDeal(IChats chats, IDelivery delivery, ChatLimits limits, TimeProvider clock)
{
    /// <param name="caller">Null: the marketplace's own wish.</param>
    /// <param name="change">From the chat as it is to the deal as it shall be; null where it is no deal.</param>
    /// <param name="status">Null: as it is.</param>
    /// <returns>
    /// Done; <see cref="RefusalKind.NotFound"/> <c>chat</c>; <see cref="RefusalKind.Forbidden"/> <c>chat</c> where it is no deal, <c>status</c> for a verdict, which a moderator gives, and for
    /// any change of the status while a dispute runs; <see cref="RefusalKind.Invalid"/>.
    /// </returns>
    public async ValueTask<Result<Chat>> RunAsync(Person? caller, ChatId chat, Func<Chat, Deal> change, ChatStatus? status, CancellationToken cancellation)
    {
        var now = clock.Now();
        var changed = await chats.ChangeAsync(delivery, chat, desk => Rule(desk, caller, change, status, limits, now), now, cancellation);
        return changed.Then(result => result.Chat);
    }

    internal static Result<IReadOnlyList<ChatChange>> Rule(ChatDesk desk, Person? caller, Func<Chat, Deal> change, ChatStatus? status, ChatLimits limits, DateTimeOffset now)
    {
        if (caller is not null && (!desk.RequireMember(caller.Id).TryGet(out var my, out var refusal) || my.Role == MemberRole.Moderator))
            return ChatRights.NoSuchChat;
        if (!desk.Chat.IsDeal)
            return Refusal.Forbidden("chat", "This is no chat about a deal");
        if (status is { } wanted && wanted != desk.Chat.Status && (wanted == ChatStatus.Resolved || desk.Chat.Status is ChatStatus.Disputed or ChatStatus.Resolved))
            return Refusal.Forbidden("status", "A moderator decides on this");
        var deal = change(desk.Chat);
        if (OpenDealChat.Check(deal, limits) is { } wrong)
            return wrong;
        return ChatRights.Decide(new ChatChange.Reshaped(desk.Chat with
        {
            Title = deal.Title,
            ListingId = deal.ListingId,
            TransactionId = deal.TransactionId,
            Metadata = deal.Metadata,
            Status = status ?? desk.Chat.Status,
            ActiveAt = now > desk.Chat.ActiveAt ? now : desk.Chat.ActiveAt,
        }));
    }
}
