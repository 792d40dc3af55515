using Haggle.Core.Chats;
using Haggle.Core.Messages;

namespace Haggle.Storage.Relational;

/// <summary>Puts quotes and reactions to the bare rows that say they have some. A page without any, as most are, asks for nothing; others ask once.</summary>
internal static class PageExtras
{
    internal const string OfChat = $"""
        SELECT q.id, q.seq, q.sender_id, q.type, substr(q.content, 1, 200) FROM messages q WHERE q.chat_id = @chat AND q.seq = ANY(@quoted);

        {ReactionRows.OfChat}
        """;

    public static async ValueTask<List<Message>> WithExtrasAsync(this List<MessageRow> rows, Session session, ChatId chat)
    {
        List<long> quoted = [], reacted = [];
        foreach (var row in rows)
        {
            if (row.ReplyToSeq is { } seq)
                quoted.Add(seq);
            if (row.MayHaveReactions)
                reacted.Add(row.Message.Seq);
        }
        if (quoted.Count == 0 && reacted.Count == 0)
            return rows.ConvertAll(row => row.Message);

        await using var results = await session.Query(OfChat).With("chat", chat.Value).With("quoted", quoted).With("seqs", reacted).OpenAsync();
        var quotes = (await results.AllAsync(row => MessageRows.ReadQuote(row)!)).ToDictionary(quote => quote.Seq);
        var reactions = await results.AllAsync(ReactionRows.Read);
        return rows.ConvertAll(row => row.ReplyToSeq is { } seq ? row with { Message = row.Message with { ReplyTo = quotes.GetValueOrDefault(seq) } } : row)
            .With(reactions);
    }
}
