namespace Haggle.Core.Messages;

/// <summary>Appends messages to chats, many at a time. See docs/architecture.md, "Writing a message".</summary>
public interface IMessageLog
{
    /// <summary>Stores one message durably and gives it the chat's next seq and revision.</summary>
    /// <remarks>
    /// Messages that arrive while a commit is under way share the next one. In that one transaction it is checked that the author
    /// is a member who may post and is not blocked, and that the chat takes messages; a repeated client id finds the first message.
    /// Continuations run in seq order of the chat, on the writer's thread: they must not block. Once taken, it is not cancelled.
    /// </remarks>
    /// <returns>
    /// <see cref="RefusalKind.NotFound"/> <c>chat</c> or <c>reply_to</c>; <see cref="RefusalKind.Forbidden"/> <c>blocked</c>, <c>read_only</c>;
    /// <see cref="RefusalKind.Conflict"/> <c>chat_closed</c>, and <c>name</c> when it is the name of something else that was said; <see cref="RefusalKind.TooFast"/> <c>slow_mode</c>;
    /// <see cref="RefusalKind.Busy"/> when the queue is full or the database is away: then it may or may not be stored, and a retry with the same client id is safe.
    /// </returns>
    ValueTask<Result<Appended>> AppendAsync(Posting posting, CancellationToken cancellation);
}
