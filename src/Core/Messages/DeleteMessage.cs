using Haggle.Core.Chats;
using Haggle.Core.People;

namespace Haggle.Core.Messages;

/// <summary>Takes a message away: from everybody, leaving a tombstone, or from the caller's own sight.</summary>
public sealed class DeleteMessage(IMessages messages, IDelivery delivery, TimeProvider clock)
{
    /// <summary>For everybody: by its author, by who leads the group, by a moderator of the server.</summary>
    /// <param name="terms">What the wire promises; null: <see cref="RewriteTerms.Usual"/>.</param>
    /// <returns>
    /// Done, also when it was deleted already; <see cref="RefusalKind.NotFound"/> <c>message</c>; <see cref="RefusalKind.Forbidden"/>;
    /// <see cref="RefusalKind.Conflict"/> <c>status</c> in a dispute.
    /// </returns>
    public async ValueTask<Result<Done>> ForEveryoneAsync(Person caller, MessageId id, CancellationToken cancellation, RewriteTerms? terms = null)
        => (await messages.ChangeAsync(delivery, id, caller.Id, desk => Rule(desk, caller, terms), clock.Now(), cancellation)).Then(_ => default(Done));

    /// <returns>Done, also when it was hidden already; <see cref="RefusalKind.NotFound"/> <c>message</c>.</returns>
    public async ValueTask<Result<Done>> ForMeAsync(Person caller, MessageId id, CancellationToken cancellation)
    {
        var now = clock.Now();
        var hidden = await messages.ChangeAsync(
            id, caller.Id, desk => desk.RequireSight().Then<MessageChange>(_ => new MessageChange.Hidden()), now, cancellation);
        if (!hidden.TryGet(out var changed, out var refusal))
            return refusal;
        delivery.Tell(caller.Id, new MessageHidden(changed.Message.ChatId, id, changed.Message.Seq, now));
        return default(Done);
    }

    internal static Result<MessageChange> Rule(MessageDesk desk, Person caller, RewriteTerms? terms = null)
    {
        if (!caller.IsModerator)
        {
            if (!desk.RequireSight().TryGet(out var my, out var refusal))
                return refusal;
            if (desk.Message.AuthorId != caller.Id && !Permissions.Allows(desk.Chat, my, Permission.DeleteOthers))
                return Refusal.Forbidden("message");
        }
        if (desk.Message.IsDeleted)
            return MessageRights.Decide(new MessageChange.None());
        return desk.Chat.Status == ChatStatus.Disputed && terms is not { AtAnyStatus: true }
            ? Refusal.Conflict("status", "Nothing is deleted while a dispute runs")
            : MessageRights.Decide(new MessageChange.Deleted());
    }
}
