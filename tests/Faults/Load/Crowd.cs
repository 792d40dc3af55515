using Haggle.Testing;

namespace Haggle.Faults.Load;

/// <summary>Eight people in six chats, two and two and in groups, six of whom do not stop talking; and the judgement on what became of it.</summary>
internal sealed class Crowd : IAsyncDisposable
{
    private const int Senders = 6;

    private static readonly string[] Names = ["Anna", "Boris", "Clara", "Dmitri", "Elena", "Fyodor", "Galina", "Hanna"];
    private static readonly int[][] Circles = [[0, 1], [2, 3], [4, 5], [0, 2, 4, 6], [1, 3, 5, 7], [0, 1, 2, 3, 4, 5, 6, 7]];
    private static readonly TimeSpan Patient = TimeSpan.FromSeconds(30);

    private readonly Milestones acknowledged = new();
    private readonly List<(long Chat, int[] Circle)> chats = [];
    private readonly List<Sender> clients = [];
    private readonly List<Task> running = [];

    private Crowd(IEnumerable<Uri> servers, int seed)
    {
        Doors = new Doors(servers, new Random(seed));
        Findings = new Findings(seed);
    }

    public Findings Findings { get; }

    public Doors Doors { get; }

    /// <summary>Any of the servers.</summary>
    private NativeApi Api => Doors.Any().Api;

    /// <summary>Everybody.</summary>
    public IReadOnlyList<Sender> Clients => clients;

    /// <summary>Those who only listen.</summary>
    public IEnumerable<Sender> Listeners => clients.Skip(Senders);

    /// <inheritdoc cref="GatherAsync(IReadOnlyList{Uri}, int, int)"/>
    public static Task<Crowd> GatherAsync(Uri server, int messages, int seed) => GatherAsync([server], messages, seed);

    /// <summary>They have met and begin.</summary>
    /// <param name="servers">The nodes' addresses, without a path: everybody comes to any of them, and to another one the next time.</param>
    /// <param name="messages">What all will send together.</param>
    /// <param name="seed">Of their choices.</param>
    public static async Task<Crowd> GatherAsync(IReadOnlyList<Uri> servers, int messages, int seed)
    {
        var crowd = new Crowd(servers, seed);
        var people = await Task.WhenAll(Names.Select(name => crowd.Api.GuestAsync(name)));
        foreach (var circle in Circles)
        {
            var chat = circle.Length == 2
                ? await crowd.Api.OpenDirectAsync(people[circle[0]], people[circle[1]])
                : await crowd.Api.CreateGroupAsync(people[circle[0]], "A group", circle[1..].Select(member => people[member]));
            crowd.chats.Add((chat, circle));
        }

        for (var place = 0; place < people.Length; place++)
        {
            var own = crowd.chats.Where(chat => chat.Circle.Contains(place)).Select(chat => chat.Chat).ToList();
            var quota = place < Senders ? messages / Senders : 0;
            crowd.clients.Add(new Sender(crowd.Doors, people[place], own, quota, seed + place, crowd.Findings, crowd.acknowledged));
        }

        crowd.running.AddRange(crowd.clients.Select(client => Task.Run(client.RunAsync)));
        return crowd;
    }

    /// <summary>Messages acknowledged so far.</summary>
    public long Acknowledged => acknowledged.Count;

    /// <summary>Waits until so many messages are acknowledged.</summary>
    public Task AcknowledgedAsync(long count) => HopeAsync(acknowledged.ReachedAsync(count));

    /// <summary>Waits until everything is sent, and then for everybody to have got all of it; compares what was acknowledged, stored and seen.</summary>
    public async Task JudgeAsync()
    {
        await HopeAsync(Task.WhenAll(clients.Take(Senders).Select(client => client.AllSent)));
        var before = await HistoriesAsync();
        CheckStored(before, unknownIsStored: false);
        await RetryUnknownAsync(before);
        var after = await HistoriesAsync();
        CheckStored(after, unknownIsStored: true);
        foreach (var client in clients)
            await CheckSeenAsync(client, after);
        await CheckPointersAsync();
        Findings.AssertNone();
    }

    public async ValueTask DisposeAsync()
    {
        clients.ForEach(client => client.Leave());
        await Task.WhenAll(running);
        Doors.Dispose();
    }

    /// <summary>As long as somebody gets an answer, there is hope.</summary>
    private async Task HopeAsync(Task wanted)
    {
        for (var before = -1L; !wanted.IsCompleted; await Task.WhenAny(wanted, Task.Delay(Patient)))
        {
            Findings.Expect(acknowledged.Count > before, () => $"Nobody was answered for {Patient}. {string.Join(Environment.NewLine, clients)}");
            Findings.AssertNone();
            before = acknowledged.Count;
        }

        await wanted;
    }

    private async Task<Dictionary<long, IReadOnlyList<NativeMessage>>> HistoriesAsync()
    {
        var histories = new Dictionary<long, IReadOnlyList<NativeMessage>>();
        foreach (var (chat, circle) in chats)
        {
            var history = await Api.MessagesAsync(clients[circle[^1]].Diary.Me, chat);
            histories.Add(chat, history);
            var seqs = history.Select(message => message.Seq).ToList();
            Findings.Expect(seqs.SequenceEqual(Enumerable.Range(1, seqs.Count).Select(seq => (long)seq)), () => $"chat {chat} has the seqs {string.Join(' ', seqs)}");
        }

        return histories;
    }

    /// <summary>Every acknowledged message once, in its place; every unknown one at most once; nothing that nobody said.</summary>
    private void CheckStored(Dictionary<long, IReadOnlyList<NativeMessage>> histories, bool unknownIsStored)
    {
        var stored = histories.Values.SelectMany(history => history).Where(message => message.AuthorId is not null).ToLookup(message => message.Content);
        foreach (var (diary, attempt) in clients.SelectMany(client => client.Diary.Attempts.Select(attempt => (client.Diary, attempt))))
        {
            var found = stored[attempt.Content].ToList();
            var isRight = attempt.Fate switch
            {
                Fate.Ok => found is [var one] && one.ChatId == attempt.ChatId && one.Seq == attempt.Seq && one.Id == attempt.Id,
                Fate.Unknown => found.Count <= (unknownIsStored ? 0 : 1),
                _ => found.Count == 0,
            };
            Findings.Expect(isRight, () => $"{attempt} ({diary.About(attempt)}) is stored {found.Count} times: {string.Join(' ', found)}");
        }

        var said = clients.SelectMany(client => client.Diary.Attempts).Select(attempt => attempt.Content).ToHashSet();
        foreach (var unsaid in stored.Where(message => !said.Contains(message.Key)))
            Findings.Add($"nobody said {unsaid.Key}");
    }

    /// <summary>What was left unknown is said again under the same name: stored once, and where it was if it was there.</summary>
    private async Task RetryUnknownAsync(Dictionary<long, IReadOnlyList<NativeMessage>> histories)
    {
        var stored = histories.Values.SelectMany(history => history).ToLookup(message => message.Content);
        foreach (var diary in clients.Select(client => client.Diary))
        {
            foreach (var attempt in diary.Attempts.Where(attempt => attempt.Fate == Fate.Unknown))
            {
                await SayAgainAsync(diary, attempt);
                Findings.Expect(
                    stored[attempt.Content].All(was => was.Seq == attempt.Seq && was.Id == attempt.Id), () => $"{attempt} was stored before: {string.Join(' ', stored[attempt.Content])}");
            }
        }
    }

    private async Task SayAgainAsync(Diary diary, Attempt attempt)
    {
        for (var waited = TimeSpan.Zero; ; waited += Patience.BetweenLooks)
        {
            diary.Invoke(attempt);
            var answer = await Api.PostAsync("/api/v1/messages", diary.Me, new { chat_id = attempt.ChatId, content = attempt.Content, client_message_id = attempt.ClientId });
            if ((int)answer.Status != 503 || waited > Patient) // the database may be back for a moment only
            {
                diary.Ok(attempt, NativeMessage.From(answer.Expect()));
                return;
            }

            await Task.Delay(Patience.BetweenLooks);
        }
    }

    /// <summary>A client that is connected hears everything without another word from us.</summary>
    private async Task CheckSeenAsync(Sender client, Dictionary<long, IReadOnlyList<NativeMessage>> histories)
    {
        var place = clients.IndexOf(client);
        foreach (var (chat, _) in chats.Where(chat => chat.Circle.Contains(place)))
        {
            var history = histories[chat];
            var seen = await HasAllAsync(client, chat, history.Count);
            Findings.Expect(
                seen.Count == history.Count && history.All(message => seen.TryGetValue(message.Seq, out var one) && one == new Seen(message.Id, message.AuthorId, message.Content)),
                () => $"{client.Diary.Me.DisplayName} has seen other things in chat {chat}: {seen.Count} of {history.Count}, first missing: "
                    + history.FirstOrDefault(message => !seen.ContainsKey(message.Seq)));
        }
    }

    private static async Task<IReadOnlyDictionary<long, Seen>> HasAllAsync(Sender client, long chat, long seq)
    {
        for (var waited = TimeSpan.Zero; waited < Patient && await client.LookAsync(inbox => inbox.SeqOf(chat)) < seq; waited += Patience.BetweenLooks)
            await Task.Delay(Patience.BetweenLooks);
        return await client.LookAsync(inbox => inbox.MessagesOf(chat).ToDictionary(message => message.Key, message => message.Value));
    }

    private async Task CheckPointersAsync()
    {
        foreach (var (chat, circle) in chats)
        {
            var now = (await Api.GetAsync($"/api/v1/chats/{chat}", clients[circle[0]].Diary.Me)).Expect();
            foreach (var place in circle)
                await clients[place].LookAsync(inbox => { inbox.ExpectPointers(now); return true; });
        }
    }
}
