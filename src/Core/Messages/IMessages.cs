using Haggle.Core.Chats;
using Haggle.Core.People;

namespace Haggle.Core.Messages;

/// <summary>What has been said. Every method is one transaction. Reading goes by seq, so the thousandth page costs what the first costs.</summary>
public interface IMessages
{
    /// <summary>A page as the viewer sees it: without what is hidden from the viewer. Null when the viewer is no member.</summary>
    ValueTask<MessagePage?> PageAsync(ChatId chat, PersonId viewer, MessageRange range, CancellationToken cancellation);

    /// <summary>A part of what was said and still stands, counted from one end: for wires that page by number. Null when the viewer is no member.</summary>
    /// <remarks>Skipping costs as much as reading: prefer <see cref="PageAsync"/>.</remarks>
    ValueTask<SlicedMessages?> SliceAsync(ChatId chat, PersonId viewer, MessageSlice slice, CancellationToken cancellation);

    /// <summary>With the viewer's membership; null when there is no such message, the viewer is no member or may not see it.</summary>
    ValueTask<Message?> FindAsync(MessageId id, PersonId viewer, CancellationToken cancellation);

    /// <summary>Locks the message's chat, asks the rule, stores what it decided.</summary>
    /// <returns>What changed; the rule's refusal; <see cref="RefusalKind.NotFound"/> <c>message</c>.</returns>
    ValueTask<Result<MessageChanged>> ChangeAsync(MessageId id, PersonId actor, MessageRule rule, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Earlier contents, oldest first; empty when never edited.</summary>
    ValueTask<IReadOnlyList<Edit>> EditsAsync(MessageId id, CancellationToken cancellation);

    /// <summary>Who reacted with what, in order of time.</summary>
    ValueTask<IReadOnlyList<Reaction>> ReactionsAsync(MessageId id, CancellationToken cancellation);

    /// <summary>Pinned messages of the chat, newest pin first.</summary>
    ValueTask<IReadOnlyList<Message>> PinsAsync(ChatId chat, PersonId viewer, CancellationToken cancellation);
}

/// <summary>Which part of a chat. At most one of the three is given; none of them means the newest page.</summary>
public sealed record MessageRange(int Limit = PageRequest.DefaultLimit, long? BeforeSeq = null, long? AfterSeq = null, long? AroundSeq = null);

/// <param name="Items">Oldest first.</param>
/// <param name="HasMoreBefore">The viewer may see messages older than these.</param>
/// <param name="HasMoreAfter">There are messages newer than these.</param>
public sealed record MessagePage(IReadOnlyList<Message> Items, bool HasMoreBefore, bool HasMoreAfter, long LastSeq, long Revision);

/// <summary>What a message said from <paramref name="At"/> until the next edit.</summary>
public sealed record Edit(string Content, DateTimeOffset At);

public sealed record Reaction(PersonId PersonId, string Emoji, DateTimeOffset At);
