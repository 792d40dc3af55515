using Haggle.Core.Messages;
using Haggle.Core.People;

namespace Haggle.Storage.Relational;

/// <summary>Puts reactions to the messages that may have some; most have none and cost nothing.</summary>
internal static class ReactionRows
{
    /// <summary>Of <c>@seqs</c> in <c>@chat</c>.</summary>
    public const string OfChat = """
        SELECT r.chat_id, r.seq, r.emoji, r.person_id FROM reactions r WHERE r.chat_id = @chat AND r.seq = ANY(@seqs)
        ORDER BY r.revision, r.person_id
        """;

    // By revision: in the order in which they were given.
    private const string OfMessages = """
        SELECT r.chat_id, r.seq, r.emoji, r.person_id FROM unnest(@chats, @seqs) AS k (chat_id, seq)
        CROSS JOIN reactions r WHERE r.chat_id = k.chat_id AND r.seq = k.seq
        ORDER BY r.revision, r.person_id
        """;

    public static async ValueTask<Message> WithReactionsAsync(this MessageRow row, Session session)
        => (await WithReactionsAsync([row], session))[0];

    public static async ValueTask<List<Message>> WithReactionsAsync(this List<MessageRow> rows, Session session)
    {
        var changed = rows.Where(row => row.MayHaveReactions).Select(row => row.Message).ToList();
        if (changed.Count == 0)
            return rows.ConvertAll(row => row.Message);
        return rows.With(await session.Query(OfMessages)
            .With("chats", [.. changed.Select(message => message.ChatId.Value)])
            .With("seqs", [.. changed.Select(message => message.Seq)])
            .AllAsync(Read));
    }

    public static List<Message> With(this List<MessageRow> rows, List<Found> reactions)
    {
        var byMessage = reactions.ToLookup(reaction => (reaction.Chat, reaction.Seq));
        return rows.ConvertAll(row => row.MayHaveReactions
            ? row.Message with { Reactions = Counted(byMessage[(row.Message.ChatId.Value, row.Message.Seq)]) }
            : row.Message);
    }

    public static Found Read(Row row) => new(row.Long(), row.Long(), row.Text(), new PersonId(row.Long()));

    private static List<ReactionCount> Counted(IEnumerable<Found> reactions)
        => [.. reactions.GroupBy(reaction => reaction.Emoji).Select(emoji => new ReactionCount(emoji.Key, [.. emoji.Select(reaction => reaction.Person)]))];

    internal readonly record struct Found(long Chat, long Seq, string Emoji, PersonId Person);
}
