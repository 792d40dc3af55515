using Haggle.Core;
using Haggle.Core.Messages;
using Haggle.Storage.Relational;
using Npgsql;
using NpgsqlTypes;

namespace Haggle.Storage.PostgreSql;

/// <summary>What every posting brings to a statement, whatever else that needs to know: a list for each column.</summary>
internal sealed class PostingColumns
{
    private readonly List<int> places = [];
    private readonly List<long> chats = [];
    private readonly List<long?> authors = [];
    private readonly List<short> types = [];
    private readonly List<string> contents = [];
    private readonly List<string?> payloads = [];
    private readonly List<string?> clientIds = [];
    private readonly List<bool> named = [];
    private readonly List<string?> mentions = [];
    private readonly List<long> times = [];
    private readonly Dictionary<long, long> lastTimes = []; // of each chat

    public int Count => places.Count;

    /// <summary>Of each posting, in the batch.</summary>
    public IReadOnlyList<int> Places => places;

    public IReadOnlyList<long> Chats => chats;

    /// <summary>Nine: chat, author, type, content, payload, client id, whether that is a name, mentions, time.</summary>
    public IEnumerable<NpgsqlParameter> ToParameters() =>
    [
        Lists.Of(chats, NpgsqlDbType.Bigint), Lists.Of(authors, NpgsqlDbType.Bigint), Lists.Of(types, NpgsqlDbType.Smallint),
        Lists.Of(contents, NpgsqlDbType.Text), Lists.Of(payloads, NpgsqlDbType.Text), Lists.Of(clientIds, NpgsqlDbType.Text),
        Lists.Of(named, NpgsqlDbType.Boolean), Lists.Of(mentions, NpgsqlDbType.Text), Lists.Of(times, NpgsqlDbType.Bigint),
    ];

    public void Clear()
    {
        places.Clear();
        chats.Clear();
        authors.Clear();
        types.Clear();
        contents.Clear();
        payloads.Clear();
        clientIds.Clear();
        named.Clear();
        mentions.Clear();
        times.Clear();
        lastTimes.Clear();
    }

    /// <returns>The time it is said at, in microseconds: within a chat later than what came before it.</returns>
    public long Add(int place, Posting posting)
    {
        var (author, draft, sentAt) = posting;
        var time = sentAt.ToUnixMicroseconds();
        if (lastTimes.TryGetValue(draft.ChatId.Value, out var last) && last >= time)
            time = last + 1;
        lastTimes[draft.ChatId.Value] = time;
        places.Add(place);
        chats.Add(draft.ChatId.Value);
        authors.Add(author?.Value);
        types.Add(Codes.Of(draft.Type));
        contents.Add(draft.Content);
        payloads.Add(draft.Payload);
        clientIds.Add(draft.ClientMessageId);
        named.Add(draft.IsNamed);
        mentions.Add(MessageRows.MentionsText(draft.Mentions));
        times.Add(time);
        return time;
    }
}
