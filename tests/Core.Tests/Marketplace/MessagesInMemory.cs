using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;

namespace Haggle.Core.Tests;

/// <summary>Enough of the messages' store for the verbs.</summary>
internal sealed class MessagesInMemory(ChatsInMemory chats) : IMessages, IMessageLog
{
    private readonly Dictionary<MessageId, Message> messages = [];

    /// <summary>Chats where the log refuses everything, and how.</summary>
    public Dictionary<ChatId, Refusal> Refusing { get; } = [];

    public ValueTask<SlicedMessages?> SliceAsync(ChatId chat, PersonId viewer, MessageSlice slice, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask<Result<Appended>> AppendAsync(Posting posting, CancellationToken cancellation)
    {
        var draft = posting.Draft;
        if (Refusing.TryGetValue(draft.ChatId, out var refusal))
            return new(refusal);
        var desk = chats[draft.ChatId];
        var chat = desk.Chat with { LastSeq = desk.Chat.LastSeq + 1, Revision = desk.Chat.Revision + 1 };
        chats.Put(desk with { Chat = chat });
        var message = new Message
        {
            Id = new MessageId(1000 + messages.Count), ChatId = chat.Id, Seq = chat.LastSeq, Revision = chat.Revision, AuthorId = posting.Author, Type = draft.Type,
            Content = draft.Content, Payload = draft.Payload, ForwardedFrom = draft.ForwardedFrom, SentAt = posting.SentAt,
        };
        messages[message.Id] = message;
        return new(new Appended(message, true));
    }

    public ValueTask<Message?> FindAsync(MessageId id, PersonId viewer, CancellationToken cancellation)
        => new(messages.TryGetValue(id, out var message) && chats[message.ChatId].MemberOf(viewer) is not null ? message : null);

    public ValueTask<Result<MessageChanged>> ChangeAsync(MessageId id, PersonId actor, MessageRule rule, DateTimeOffset now, CancellationToken cancellation)
    {
        if (!messages.TryGetValue(id, out var message))
            return new(Refusal.NotFound("message"));
        var desk = chats[message.ChatId];
        if (!rule(new MessageDesk(desk.Chat, desk.MemberOf(actor), message, 0)).TryGet(out var change, out var refusal))
            return new(refusal);
        (message, ChatEvent? happened) = change switch
        {
            MessageChange.Edited edited when (message with { Content = edited.Content, EditedAt = now }) is { } after => (after, new MessageUpdated(after)),
            MessageChange.Deleted when (message with { Content = "", DeletedAt = now }) is { } after => (after, new MessageDeleted(after)),
            MessageChange.Reacted reacted when (message with { Reactions = [new ReactionCount(reacted.Emoji, [actor])] }) is { } after
                => (after, (ChatEvent?)new ReactionAdded(after, actor, reacted.Emoji, 1)),
            MessageChange.None or MessageChange.Hidden => (message, null),
            _ => throw new NotSupportedException(change.GetType().Name),
        };
        messages[id] = message;
        return new(new MessageChanged(message, happened));
    }

    public ValueTask<IReadOnlyList<Edit>> EditsAsync(MessageId id, CancellationToken cancellation) => new([new Edit("What it said before", Somebody.LongAgo)]);

    public ValueTask<MessagePage?> PageAsync(ChatId chat, PersonId viewer, MessageRange range, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<Reaction>> ReactionsAsync(MessageId id, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<Message>> PinsAsync(ChatId chat, PersonId viewer, CancellationToken cancellation) => throw new NotSupportedException();
}
