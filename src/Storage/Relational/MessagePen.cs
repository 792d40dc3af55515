using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;

namespace Haggle.Storage.Relational;

/// <summary>Writes one change of one message, under its chat's lock.</summary>
internal sealed class MessagePen(Session session, Chat chat, Message message, PersonId actor, DateTimeOffset now)
{
    private const string KeepContent = """
        INSERT INTO message_edits (chat_id, seq, revision, said_at_us, content) VALUES (@chat, @seq, @revision, @said, @content)
        """;

    private const string StoreContent = "UPDATE messages SET content = @content, edited_at_us = @now WHERE chat_id = @chat AND seq = @seq";

    private const string StorePayload = "UPDATE messages SET payload = @payload WHERE chat_id = @chat AND seq = @seq";

    private const string Empty = """
        UPDATE messages SET content = '', payload = NULL, mentions = NULL, pinned_at_us = NULL, deleted_at_us = @now, deleted_by = @actor
        WHERE chat_id = @chat AND seq = @seq
        """;

    private const string RemoveReactions = "DELETE FROM reactions WHERE chat_id = @chat AND seq = @seq";

    private const string Hide = """
        INSERT INTO hidden_messages (chat_id, person_id, seq, hidden_at_us) VALUES (@chat, @actor, @seq, @now) ON CONFLICT DO NOTHING
        """;

    private const string React = """
        INSERT INTO reactions (chat_id, seq, person_id, revision, reacted_at_us, emoji) VALUES (@chat, @seq, @actor, @revision, @now, @emoji)
        ON CONFLICT DO NOTHING
        """;

    private const string Unreact = "DELETE FROM reactions WHERE chat_id = @chat AND seq = @seq AND emoji = @emoji AND person_id = @actor";

    private const string Pin = "UPDATE messages SET pinned_at_us = @now WHERE chat_id = @chat AND seq = @seq AND pinned_at_us IS NULL";

    private const string Unpin = "UPDATE messages SET pinned_at_us = NULL WHERE chat_id = @chat AND seq = @seq AND pinned_at_us IS NOT NULL";

    private const string CountMessage = "UPDATE messages SET revision = @revision, changed = TRUE WHERE chat_id = @chat AND seq = @seq";

    private const string CountChat = "UPDATE chats SET revision = @revision WHERE id = @chat";

    private readonly long revision = chat.Revision + 1;

    /// <returns>False when it was so already, or nobody else sees it: then the chat has no new revision.</returns>
    public async ValueTask<bool> StoreAsync(MessageChange change)
    {
        var isSeen = change switch
        {
            MessageChange.Edited edited => await EditAsync(edited.Content),
            MessageChange.PayloadReplaced replaced => await About(StorePayload).With("payload", replaced.Payload).ExecuteAsync() > 0,
            MessageChange.Deleted => await DeleteAsync(),
            MessageChange.Hidden => await HideAsync(),
            MessageChange.Reacted reacted => await About(React).With("actor", actor.Value).With("revision", revision).With("now", now).With("emoji", reacted.Emoji).ExecuteAsync() > 0,
            MessageChange.Unreacted unreacted => await About(Unreact).With("actor", actor.Value).With("emoji", unreacted.Emoji).ExecuteAsync() > 0,
            MessageChange.Pinned => await About(Pin).With("now", now).ExecuteAsync() > 0,
            MessageChange.Unpinned => await About(Unpin).ExecuteAsync() > 0,
            MessageChange.None => false,
            _ => throw new InvalidOperationException($"{change.GetType().Name} cannot be stored."),
        };
        if (!isSeen)
            return false;
        await About(CountMessage).With("revision", revision).ExecuteAsync();
        await session.Query(CountChat).With("chat", chat.Id.Value).With("revision", revision).ExecuteAsync();
        return true;
    }

    private async ValueTask<bool> EditAsync(string content)
    {
        await About(KeepContent).With("revision", revision).With("said", message.EditedAt ?? message.SentAt).With("content", message.Content).ExecuteAsync();
        await About(StoreContent).With("content", content).With("now", now).ExecuteAsync();
        return true;
    }

    private async ValueTask<bool> DeleteAsync()
    {
        if (message.IsDeleted)
            return false;
        await About(Empty).With("actor", actor.Value).With("now", now).ExecuteAsync();
        await About(RemoveReactions).ExecuteAsync();
        return true;
    }

    private async ValueTask<bool> HideAsync()
    {
        await About(Hide).With("actor", actor.Value).With("now", now).ExecuteAsync();
        return false;
    }

    private Query About(string sql) => session.Query(sql).With("chat", chat.Id.Value).With("seq", message.Seq);
}
