using Haggle.Core.Messages;
using Haggle.Core.People;

namespace Haggle.Storage.Relational;

/// <summary>Puts reactions to the messages that may have some; most have none and cost nothing.</summary>
internal static class ReactionRows
{
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
        var changed = rows.Where(row => row.WasChanged && !row.Message.IsDeleted).Select(row => row.Message).ToList();
        if (changed.Count == 0)
            return rows.ConvertAll(row => row.Message);
        var found = await session.Query(OfMessages)
            .With("chats", [.. changed.Select(message => message.ChatId.Value)])
            .With("seqs", [.. changed.Select(message => message.Seq)])
            .AllAsync(row => new Found(row.Long(), row.Long(), row.Text(), new PersonId(row.Long())));
        var byMessage = found.ToLookup(reaction => (reaction.Chat, reaction.Seq));
        return rows.ConvertAll(row => row.WasChanged
            ? row.Message with { Reactions = Counted(byMessage[(row.Message.ChatId.Value, row.Message.Seq)]) }
            : row.Message);
    }

    private static List<ReactionCount> Counted(IEnumerable<Found> reactions)
        => [.. reactions.GroupBy(reaction => reaction.Emoji).Select(emoji => new ReactionCount(emoji.Key, [.. emoji.Select(reaction => reaction.Person)]))];

    private readonly record struct Found(long Chat, long Seq, string Emoji, PersonId Person);
}
