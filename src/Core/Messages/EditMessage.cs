using Haggle.Core.Chats;
using Haggle.Core.Moderation;
using Haggle.Core.People;

namespace Haggle.Core.Messages;

/// <summary>Lets an author put other words in place of the first; the old ones are kept.</summary>
public sealed class EditMessage(IMessages messages, Blockade blockade, IDelivery delivery, MessageLimits limits, TimeProvider clock)
{
    /// <param name="terms">What the wire promises; null: <see cref="RewriteTerms.Usual"/>.</param>
    /// <returns>
    /// The message afterwards; <see cref="RefusalKind.Invalid"/> <c>content</c>; <see cref="RefusalKind.NotFound"/> <c>message</c>;
    /// <see cref="RefusalKind.Forbidden"/> for others than the author, also <c>blocked</c> and <c>read_only</c>;
    /// <see cref="RefusalKind.Conflict"/> <c>edit_window_over</c>, <c>chat_closed</c>, <c>message</c> when it is deleted or of a type that is not edited, <c>status</c> in a dispute.
    /// </returns>
    public async ValueTask<Result<Message>> RunAsync(Person caller, MessageId id, string content, CancellationToken cancellation, RewriteTerms? terms = null)
    {
        if (limits.CheckContent(content, mayBeEmpty: true) is { } wrong)
            return wrong;
        if (await blockade.AgainstAsync(caller.Id, id, cancellation) is { } blocked)
            return blocked;
        var now = clock.Now();
        var edited = await messages.ChangeAsync(delivery, id, caller.Id, desk => Rule(desk, caller.Id, content, limits, now, terms), now, cancellation);
        return edited.Then(changed => changed.Message);
    }

    internal static Result<MessageChange> Rule(MessageDesk desk, PersonId caller, string content, MessageLimits limits, DateTimeOffset now, RewriteTerms? terms = null)
    {
        terms ??= RewriteTerms.Usual;
        if (!desk.RequireSight().TryGet(out var my, out var refusal))
            return refusal;
        var message = desk.Message;
        if (message.AuthorId != caller)
            return Refusal.Forbidden("message", "Only its author edits a message");
        if (message.IsDeleted || message.Type is not (MessageType.Text or MessageType.Image or MessageType.Video or MessageType.File or MessageType.Location))
            return Refusal.Conflict("message", "This message cannot be edited");
        var chat = terms.AtAnyStatus ? desk.Chat with { Status = ChatStatus.Active } : desk.Chat;
        if (MessageRights.MayNotSpeak(chat, my, Permission.Send) is { } silenced)
            return silenced;
        if (chat.Status == ChatStatus.Disputed)
            return Refusal.Conflict("status", "Nothing is edited while a dispute runs");
        var window = terms.EditWindow ?? limits.EditWindow;
        if (now - message.SentAt > window)
            return Refusal.Conflict("edit_window_over", $"A message is edited within {window.TotalHours:0} hours");
        if (message.Type == MessageType.Text && string.IsNullOrWhiteSpace(content))
            return Refusal.Invalid("content", "Should not be empty");
        return MessageRights.Decide(message.Content == content ? new MessageChange.None() : new MessageChange.Edited(content));
    }
}
