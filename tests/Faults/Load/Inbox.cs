using System.Text.Json;
using Haggle.Testing;

namespace Haggle.Faults.Load;

/// <summary>A message as one client saw it.</summary>
internal readonly record struct Seen(long Id, long? AuthorId, string Content);

/// <summary>Something the client must ask for to be up to date, see docs/protocol.md, "Position, order, catch-up".</summary>
internal sealed record Question(long ChatId, string Command, object Data);

/// <summary>What one client has of its chats, kept as docs/protocol.md says, and whether what came kept the protocol's promises.</summary>
/// <remarks>For one thread at a time.</remarks>
internal sealed class Inbox(NativePerson me, Findings findings)
{
    private readonly Dictionary<long, Place> places = [];
    private readonly Dictionary<(long Chat, long Person), long> readPointers = [];
    private bool isCatchingUp;

    /// <summary>Jumps in revision. Only an event whose sender's fate nobody knows may be missing.</summary>
    public int Gaps { get; private set; }

    public IEnumerable<(long Chat, long Seq, long Revision)> Positions => places.Select(place => (place.Key, place.Value.Seq, place.Value.Revision));

    public long SeqOf(long chat) => places.TryGetValue(chat, out var place) && !place.IsAsking ? place.Seq : 0;

    /// <summary>By seq, from the first to the last that this client has.</summary>
    public IReadOnlyDictionary<long, Seen> MessagesOf(long chat) => places.TryGetValue(chat, out var place) ? place.Messages : new Dictionary<long, Seen>();

    /// <summary>A new connection: what follows on it is measured from where the client stands.</summary>
    public void Reconnect()
    {
        isCatchingUp = true;
        foreach (var place in places.Values)
        {
            (place.LiveSeq, place.LiveRevision) = (place.Seq, place.Revision);
            place.IsAsking = false;
            place.Held.Clear();
        }
    }

    /// <returns>What to ask for now.</returns>
    public IEnumerable<Question> Hear(NativeFrame frame)
    {
        switch (frame.Event)
        {
            case "sync.chat":
                var chat = frame.Data.GetProperty("chat");
                var place = PlaceOf(chat.GetProperty("id").GetInt64());
                (place.LiveSeq, place.LiveRevision) = (chat.GetProperty("last_seq").GetInt64(), chat.GetProperty("revision").GetInt64());
                return TakeSync(frame.Data);
            case "sync.completed":
                isCatchingUp = false;
                return [];
            default:
                return frame.Data.ValueKind == JsonValueKind.Object && frame.Data.TryGetProperty("revision", out var revision) && revision.ValueKind == JsonValueKind.Number
                    ? TakeDurable(frame, ChatOf(frame), revision.GetInt64())
                    : [];
        }
    }

    /// <summary>The answer to a <see cref="Question"/>.</summary>
    /// <returns>What to ask for next.</returns>
    public IEnumerable<Question> Take(Question question, JsonElement answer)
    {
        if (question.Command == "chat.sync")
            return TakeSync(answer);
        var place = PlaceOf(question.ChatId);
        foreach (var message in answer.GetProperty("items").EnumerateArray())
            Append(place, message);
        return answer.GetProperty("has_more_after").GetBoolean() ? [NextPage(question.ChatId, place)] : Resume(question.ChatId, place);
    }

    /// <summary>Looks at a chat as it is in the end: no pointer may be behind where it was seen.</summary>
    public void ExpectPointers(JsonElement chat)
    {
        foreach (var participant in chat.GetProperty("participants").EnumerateArray())
            TakePointer(chat.GetProperty("id").GetInt64(), participant.GetProperty("id").GetInt64(), participant.GetProperty("last_read_seq"));
    }

    private static long ChatOf(NativeFrame frame) => frame.Data.GetProperty(frame.Event == "chat.created" ? "id" : "chat_id").GetInt64();

    private Place PlaceOf(long chat)
    {
        if (!places.TryGetValue(chat, out var place))
            places.Add(chat, place = new Place());
        return place;
    }

    private IEnumerable<Question> TakeDurable(NativeFrame frame, long chat, long revision)
    {
        findings.Expect(!isCatchingUp, () => $"{me.DisplayName}: {frame.Event} before the catch-up was through");
        if (!places.TryGetValue(chat, out var place))
        {
            places.Add(chat, place = new Place());
            return Ask(chat, place);
        }

        CheckOrder(place, frame, revision);
        if (place.IsAsking)
        {
            place.Held.Add(frame);
            return [];
        }

        return Treat(place, frame, chat, revision);
    }

    /// <summary>On one connection: each seq once and in order, without a hole, and never a revision that came before.</summary>
    private void CheckOrder(Place place, NativeFrame frame, long revision)
    {
        findings.Expect(revision > place.LiveRevision, () => $"{me.DisplayName}: after revision {place.LiveRevision} came {frame}");
        place.LiveRevision = revision;
        if (frame.Event == "message.created")
        {
            var seq = frame.Data.GetProperty("seq").GetInt64();
            findings.Expect(seq == place.LiveSeq + 1, () => $"{me.DisplayName}: after seq {place.LiveSeq} came {frame}");
            place.LiveSeq = seq;
        }
    }

    private IEnumerable<Question> Treat(Place place, NativeFrame frame, long chat, long revision)
    {
        if (revision <= place.Revision)
            return [];
        if (revision > place.Revision + 1)
        {
            Gaps++;
            return Ask(chat, place);
        }

        place.Revision = revision;
        if (frame.Event == "message.created")
        {
            if (frame.Data.GetProperty("seq").GetInt64() > place.Seq) // else a page, which is newer than what it followed, has brought it
                Append(place, frame.Data);
        }
        else if (frame.Event == "receipt.updated")
            TakePointer(chat, frame.Data.GetProperty("user_id").GetInt64(), frame.Data.GetProperty("last_read_seq"));
        return [];
    }

    private static IEnumerable<Question> Ask(long chat, Place place)
    {
        place.IsAsking = true;
        return [new Question(chat, "chat.sync", new { chat_id = chat, seq = place.Seq, revision = place.Revision })];
    }

    private List<Question> TakeSync(JsonElement sync)
    {
        var chat = sync.GetProperty("chat");
        var id = chat.GetProperty("id").GetInt64();
        var place = PlaceOf(id);
        ExpectPointers(chat);
        var messages = sync.GetProperty("messages");
        if (sync.GetProperty("reset").GetBoolean())
        {
            place.Messages.Clear();
            place.Seq = messages.GetArrayLength() > 0 ? messages[0].GetProperty("seq").GetInt64() - 1 : 0;
        }

        foreach (var message in messages.EnumerateArray())
            Append(place, message);
        place.Revision = chat.GetProperty("revision").GetInt64();
        var more = sync.GetProperty("more").GetBoolean();
        findings.Expect(more || place.Seq == chat.GetProperty("last_seq").GetInt64(), () => $"{me.DisplayName}: a catch-up of chat {id} ends at {place.Seq}: {chat}");
        return more ? [NextPage(id, place)] : Resume(id, place);
    }

    private static Question NextPage(long chat, Place place)
    {
        place.IsAsking = true;
        return new Question(chat, "chat.history", new { chat_id = chat, after_seq = place.Seq, limit = 200 });
    }

    /// <summary>Up to date: what came meanwhile has its turn.</summary>
    private List<Question> Resume(long chat, Place place)
    {
        place.IsAsking = false;
        var held = place.Held.ToList();
        place.Held.Clear();
        var questions = new List<Question>();
        foreach (var frame in held)
        {
            if (place.IsAsking)
                place.Held.Add(frame);
            else
                questions.AddRange(Treat(place, frame, chat, frame.Data.GetProperty("revision").GetInt64()));
        }

        return questions;
    }

    private void Append(Place place, JsonElement json)
    {
        var message = NativeMessage.From(json);
        findings.Expect(message.Seq == place.Seq + 1, () => $"{me.DisplayName}: after seq {place.Seq} of what was asked for came {message}");
        place.Seq = message.Seq;
        place.Messages[message.Seq] = new Seen(message.Id, message.AuthorId, message.Content);
    }

    private void TakePointer(long chat, long person, JsonElement lastRead)
    {
        if (lastRead.ValueKind != JsonValueKind.Number)
            return;
        var seq = lastRead.GetInt64();
        findings.Expect(
            !readPointers.TryGetValue((chat, person), out var before) || seq >= before,
            () => $"{me.DisplayName}: the read pointer of {person} in chat {chat} went back from {before} to {seq}");
        readPointers[(chat, person)] = seq;
    }

    private sealed class Place
    {
        /// <summary>What the client has, and what it has applied.</summary>
        public long Seq { get; set; }

        public long Revision { get; set; }

        /// <summary>What came on this connection.</summary>
        public long LiveSeq { get; set; }

        public long LiveRevision { get; set; }

        /// <summary>An answer is awaited; until then events of this chat are held.</summary>
        public bool IsAsking { get; set; }

        public List<NativeFrame> Held { get; } = [];

        public Dictionary<long, Seen> Messages { get; } = [];
    }
}
