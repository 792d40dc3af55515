using Haggle.Core.Chats;
using Haggle.Core.People;

namespace Haggle.Storage.Relational;

internal sealed partial class Chats
{
    private const string LockMember = OneMember + " FOR UPDATE";

    private const string StoreSettings = """
        UPDATE members
        SET muted_until_us = @muted, notify = @notify, archived_seq = @archived, pinned = @pinned, hidden_at_us = @hidden_at,
            hidden_seq = GREATEST(hidden_seq, @hidden_seq), labels = @labels, note = @note, marked_unread = @marked
        WHERE chat_id = @chat AND person_id = @person
        """;

    public ValueTask<(Chat Chat, Member My)?> ConfigureAsync(ChatId chat, PersonId person, Func<Chat, Member, Member> change, CancellationToken cancellation)
        => database.WriteAsync(session => ConfigureAsync(session, chat, person, change), cancellation);

    private static async ValueTask<(Chat Chat, Member My)?> ConfigureAsync(Session session, ChatId id, PersonId person, Func<Chat, Member, Member> change)
    {
        // Settings touch nobody else, so the chat's row, which every message needs, is not locked.
        var my = await session.Query(LockMember).With("chat", id.Value).With("person", person.Value).FirstAsync(MemberRows.Read);
        if (my is null || await session.Query(ById).With("chat", id.Value).FirstAsync(ChatRows.Read) is not { } chat)
            return null;
        var wanted = change(chat, my);
        var settings = wanted.Settings;
        await session.Query(StoreSettings)
            .With("chat", id.Value)
            .With("person", person.Value)
            .With("muted", settings.MutedUntil)
            .With("notify", Codes.Of(settings.Notify))
            .With("archived", settings.ArchivedSeq)
            .With("pinned", settings.Pinned)
            .With("hidden_at", settings.HiddenAt)
            .With("hidden_seq", Math.Min(wanted.HiddenSeq, chat.LastSeq))
            .With("labels", MemberRows.LabelsText(settings.Labels))
            .With("note", settings.Note)
            .With("marked", settings.MarkedUnread)
            .ExecuteAsync();
        return (chat, my with { Settings = settings, HiddenSeq = Math.Max(my.HiddenSeq, Math.Min(wanted.HiddenSeq, chat.LastSeq)) });
    }
}
