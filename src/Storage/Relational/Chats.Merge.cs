using System.Globalization;
using Haggle.Core.Chats;
using Haggle.Core.People;

namespace Haggle.Storage.Relational;

internal sealed partial class Chats
{
    private const string LockToMove = """
        SELECT c.id, c.unique_key FROM chats c
        WHERE c.id IN (SELECT chat_id FROM members WHERE person_id = @from) AND c.id NOT IN (SELECT chat_id FROM members WHERE person_id = @to)
        ORDER BY c.id FOR UPDATE
        """;

    private const string MoveMember = "UPDATE members SET person_id = @to WHERE chat_id = @chat AND person_id = @from";

    private const string SeqsOf = "SELECT seq FROM messages WHERE chat_id = @chat AND sender_id = @from ORDER BY seq";

    // If both used one client id in the chat, only one message can be found by it; the other is found by nobody any more.
    private const string ForgetClientIds = """
        UPDATE messages SET client_message_id = NULL
        WHERE chat_id = @chat AND sender_id = @from AND client_message_id IN (
            SELECT client_message_id FROM messages WHERE chat_id = @chat AND sender_id = @to AND client_message_id IS NOT NULL)
        """;

    private const string MoveMessages = """
        UPDATE messages SET sender_id = @to, revision = @revision, changed = TRUE WHERE chat_id = @chat AND sender_id = @from AND seq = ANY(@seqs)
        """;

    private const string DropSameReactions = """
        DELETE FROM reactions WHERE chat_id = @chat AND person_id = @from AND EXISTS (
            SELECT 1 FROM reactions o WHERE o.chat_id = reactions.chat_id AND o.seq = reactions.seq AND o.emoji = reactions.emoji AND o.person_id = @to)
        """;

    private const string MoveReactions = "UPDATE reactions SET person_id = @to WHERE chat_id = @chat AND person_id = @from";

    private const string ReactedTo = """
        UPDATE messages SET revision = @revision, changed = TRUE
        WHERE chat_id = @chat AND seq IN (SELECT seq FROM reactions WHERE chat_id = @chat AND person_id = @to)
        """;

    private const string MoveHidden = """
        UPDATE hidden_messages SET person_id = @to WHERE chat_id = @chat AND person_id = @from AND seq NOT IN (
            SELECT seq FROM hidden_messages WHERE chat_id = @chat AND person_id = @to)
        """;

    // By two: all that changes gets one revision, and a client that applies only what follows the one it knows must ask.
    private const string MoveChat = """
        UPDATE chats SET unique_key = @unique, created_by = CASE WHEN created_by = @from THEN @to ELSE created_by END, revision = revision + 2,
            rights = rights + 1
        WHERE id = @chat RETURNING revision
        """;

    private const string Remember = """
        INSERT INTO guest_merges (guest_id, account_id, chat_id, merged_at_us, unique_key, message_seqs) VALUES (@guest, @account, @chat, @now, @unique, @seqs)
        ON CONFLICT (guest_id, chat_id) DO UPDATE SET account_id = excluded.account_id, merged_at_us = excluded.merged_at_us,
            unique_key = excluded.unique_key, message_seqs = excluded.message_seqs
        """;

    private const string Remembered = """
        SELECT guest_id, chat_id, unique_key, message_seqs FROM guest_merges WHERE account_id = @account AND merged_at_us > @since ORDER BY chat_id
        """;

    private const string ForgetMerges = "DELETE FROM guest_merges WHERE account_id = @account";

    private const string LockMany = "SELECT id FROM chats WHERE id = ANY(@chats) ORDER BY id FOR UPDATE";

    public async ValueTask<IReadOnlyList<ChatId>> MergeAsync(PersonId guest, PersonId account, DateTimeOffset now, CancellationToken cancellation)
        => await database.WriteAsync(
            async session =>
            {
                var moved = new List<ChatId>();
                var chats = await session.Query(LockToMove).With("from", guest.Value).With("to", account.Value)
                    .AllAsync(row => (Id: row.Long(), UniqueKey: row.TextOrNull()));
                foreach (var (id, uniqueKey) in chats)
                {
                    var seqs = await session.Query(SeqsOf).With("chat", id).With("from", guest.Value).AllAsync(row => row.Long());
                    var key = await FreeKeyAsync(session, new ChatId(id), uniqueKey, guest, account);
                    await MoveAsync(session, id, guest, account, seqs, key);
                    await session.Query(Remember)
                        .With("guest", guest.Value).With("account", account.Value).With("chat", id).With("now", now)
                        .With("unique", uniqueKey).With("seqs", string.Join(',', seqs)).ExecuteAsync();
                    moved.Add(new ChatId(id));
                }

                return moved;
            },
            cancellation);

    public async ValueTask<IReadOnlyList<ChatId>> UnmergeAsync(PersonId account, DateTimeOffset since, DateTimeOffset now, CancellationToken cancellation)
        => await database.WriteAsync(
            async session =>
            {
                var merges = await session.Query(Remembered).With("account", account.Value).With("since", since).AllAsync(ReadMerge);
                await session.Query(LockMany).With("chats", [.. merges.Select(merge => merge.Chat.Value)]).ExecuteAsync();
                var moved = new List<ChatId>();
                foreach (var merge in merges)
                {
                    if (!await IsMemberAsync(session, merge.Chat, account) || await IsMemberAsync(session, merge.Chat, merge.Guest))
                        continue; // the account has left since, or the guest is back: there is nothing to give
                    var isKeyTaken = merge.UniqueKey is { } key && await session.Query(UniqueKeyOfAnother).With("unique", key).With("chat", merge.Chat.Value).AnyAsync();
                    await MoveAsync(session, merge.Chat.Value, account, merge.Guest, merge.Seqs, isKeyTaken ? null : merge.UniqueKey);
                    moved.Add(merge.Chat);
                }

                await session.Query(ForgetMerges).With("account", account.Value).ExecuteAsync();
                return moved;
            },
            cancellation);

    private static async ValueTask MoveAsync(Session session, long chat, PersonId from, PersonId to, IReadOnlyList<long> seqs, string? uniqueKey)
    {
        Query About(string sql) => session.Query(sql).With("chat", chat).With("from", from.Value).With("to", to.Value);
        var revision = await About(MoveChat).With("unique", uniqueKey).NumberAsync();
        await About(MoveMember).ExecuteAsync();
        await About(ForgetClientIds).ExecuteAsync();
        await About(MoveMessages).With("revision", revision).With("seqs", seqs).ExecuteAsync();
        await About(DropSameReactions).ExecuteAsync();
        await About(MoveReactions).ExecuteAsync();
        await About(ReactedTo).With("revision", revision).ExecuteAsync();
        await About(MoveHidden).ExecuteAsync();
    }

    // The key of a chat between two people names them; with another person it is another key, which may be taken by a chat the two have already.
    private static async ValueTask<string?> FreeKeyAsync(Session session, ChatId chat, string? key, PersonId guest, PersonId account)
    {
        var moved = UniqueKeys.Renamed(key, guest, account);
        return moved is not null && await session.Query(UniqueKeyOfAnother).With("unique", moved).With("chat", chat.Value).AnyAsync() ? null : moved;
    }

    private static async ValueTask<bool> IsMemberAsync(Session session, ChatId chat, PersonId person)
        => await session.Query(OneMember).With("chat", chat.Value).With("person", person.Value).AnyAsync();

    private static Merge ReadMerge(Row row) => new(
        new PersonId(row.Long()), new ChatId(row.Long()), row.TextOrNull(),
        [.. row.Text().Split(',', StringSplitOptions.RemoveEmptyEntries).Select(seq => long.Parse(seq, CultureInfo.InvariantCulture))]);

    private sealed record Merge(PersonId Guest, ChatId Chat, string? UniqueKey, IReadOnlyList<long> Seqs);
}
