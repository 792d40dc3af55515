using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Haggle.Bench.Load.Measure;

namespace Haggle.Bench.Growth;

/// <summary>What people do all day, one after the other, so that each cost is its own.</summary>
internal sealed class Errands(Town town, int repeats)
{
    /// <summary>Of <see cref="DailyAsync"/>.</summary>
    public const int Count = 5;

    private readonly Random random = new(1);

    /// <summary>Twice: the first time the server's own compiler is at work.</summary>
    public async Task<IReadOnlyList<Cost>> DailyAsync()
    {
        await OnceAsync();
        return await OnceAsync();
    }

    private async Task<IReadOnlyList<Cost>> OnceAsync()
    {
        var chatsOf = new Dictionary<Reader, List<long>>();
        foreach (var person in town.People)
            chatsOf.Add(person, await town.NumbersAsync($"SELECT chat_id FROM members WHERE person_id = {person.Id} ORDER BY chat_id LIMIT 20"));
        return
        [
            await MeasureAsync("send a message", person => PostAsync(person, "/api/v1/messages", new { chat_id = Any(chatsOf[person]), content = "Is it still for sale?" })),
            await MeasureAsync("inbox, 20 chats", person => GetAsync(person, "/api/v1/chats?limit=20")),
            await MeasureAsync("a page of history", person => GetAsync(person, $"/api/v1/chats/{Any(chatsOf[person])}/messages?limit=25&before_seq=40")),
            await MeasureAsync("unread count", person => GetAsync(person, "/api/v1/chats/unread-count")),
            await ResumingAsync("resume, 20 chats", town.People, repeats),
        ];
    }

    /// <summary>Send, by how many are in the chat.</summary>
    public async Task<IReadOnlyList<Cost>> CrowdedAsync()
    {
        var costs = new List<Cost>();
        foreach (var members in (int[])[2, 10, 100, 1_000])
        {
            var chat = await GroupAsync(members);
            costs.Add(await MeasureAsync($"send to {members} members", person => PostAsync(person, "/api/v1/messages", new { chat_id = chat, content = "Hello" }), [town.People[0]]));
        }
        return costs;
    }

    /// <summary>Inbox and resume, by how many chats the person has.</summary>
    public async Task<IReadOnlyList<Cost>> BusyPeopleAsync()
    {
        var costs = new List<Cost>();
        foreach (var (chats, place) in ((int, int)[])[(10, 1), (1_000, 2), (10_000, 3)])
        {
            var person = town.People[place];
            var mine = await town.NumbersAsync($"SELECT chat_id FROM members WHERE person_id = {person.Id} ORDER BY chat_id");
            await town.FillAsync($"""
                DELETE FROM members WHERE person_id = {person.Id} AND {chats} < {mine.Count} AND chat_id <> ALL (SELECT chat_id FROM members WHERE person_id = {person.Id} LIMIT {chats});
                INSERT INTO members (chat_id, person_id, role, notify, joined_at_us, last_read_seq)
                SELECT id, {person.Id}, 6, 1, 0, {Town.Length - 2} FROM chats WHERE id NOT IN (SELECT chat_id FROM members WHERE person_id = {person.Id})
                ORDER BY id LIMIT greatest(0, {chats} - {mine.Count})
                """);
            var few = Math.Max(10, repeats / 10);
            costs.Add(await MeasureAsync($"inbox, first 20 of {chats:N0} chats", one => GetAsync(one, "/api/v1/chats?limit=20"), [person], few));
            costs.Add(await MeasureAsync($"unread count over {chats:N0} chats", one => GetAsync(one, "/api/v1/chats/unread-count"), [person], few));
            costs.Add(await ResumingAsync($"resume with {chats:N0} chats", [person], few));
        }
        return costs;
    }

    /// <summary>Send, by how many others are connected and say nothing.</summary>
    public async Task<IReadOnlyList<Cost>> WatchedAsync()
    {
        var costs = new List<Cost>();
        var sockets = new List<ClientWebSocket>();
        var chat = await GroupAsync(2);
        foreach (var idle in (int[])[100, 10_000])
        {
            // A person may have twenty sockets: a guest for each would be as many rows, which is another question.
            while (sockets.Count < idle)
            {
                var guest = await PostAsync(null, "/api/v1/auth/guest", new { display_name = "Idle" });
                var token = guest.GetProperty("access_token").GetString()!;
                sockets.AddRange(await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ConnectAsync(token))));
            }
            costs.Add(await MeasureAsync($"send beside {idle:N0} idle sockets", person => PostAsync(person, "/api/v1/messages", new { chat_id = chat, content = "Hello" }), [town.People[0]]));
        }
        sockets.ForEach(socket => socket.Dispose());
        return costs;
    }

    private async Task<long> GroupAsync(int members)
    {
        var others = await town.NumbersAsync($"SELECT id FROM people WHERE kind = 2 AND id <> {town.People[0].Id} ORDER BY id LIMIT {members - 1}");
        var chat = (await PostAsync(town.People[0], "/api/v1/chats/group", new { title = "Market", member_ids = others.Take(100) })).GetProperty("id").GetInt64();
        foreach (var part in others.Skip(100).Chunk(100))
            await PostAsync(town.People[0], $"/api/v1/chats/{chat}/members", new { user_ids = part });
        return chat;
    }

    private async Task<Cost> MeasureAsync(string name, Func<Reader, Task> run, IReadOnlyList<Reader>? who = null, int? times = null)
    {
        var people = who ?? town.People;
        for (var i = 0; i < repeats / 2; i++)
            await run(people[i % people.Count]);
        var latencies = new Histogram();
        var count = times ?? repeats;
        town.Meter.Start();
        for (var i = 0; i < count; i++)
        {
            var began = Stopwatch.GetTimestamp();
            await run(people[i % people.Count]);
            latencies.Add(Stopwatch.GetTimestamp() - began);
        }
        var use = town.Meter.Stop();
        var cost = new Cost(name, (use.Server + use.Database) * 1e6 / count, latencies.PercentileMs(50));
        await Console.Error.WriteLineAsync($"{name}: {cost}");
        return cost;
    }

    private async Task<Cost> ResumingAsync(string name, IReadOnlyList<Reader> people, int times)
    {
        var hellos = new Dictionary<Reader, byte[]>();
        foreach (var person in people)
            hellos.Add(person, await HelloAsync(person));
        return await MeasureAsync(name, person => ResumeAsync(person, hellos[person]), people, times);
    }

    /// <summary>In one chat there is something new, the others are as the client knows them.</summary>
    private async Task<byte[]> HelloAsync(Reader person)
    {
        const string Place = "SELECT {0} FROM members m JOIN chats c ON c.id = m.chat_id WHERE m.person_id = {1} ORDER BY c.id LIMIT 10000";
        var chats = await town.NumbersAsync(string.Format(null, Place, "c.id", person.Id));
        var seqs = await town.NumbersAsync(string.Format(null, Place, "c.last_seq", person.Id));
        var revisions = await town.NumbersAsync(string.Format(null, Place, "c.revision", person.Id));
        var known = chats.Select((chat, i) => i == 0 ? new[] { chat, seqs[i] - 1, revisions[i] - 1 } : [chat, seqs[i], revisions[i]]);
        return JsonSerializer.SerializeToUtf8Bytes(new { @event = "session.start", id = "s", data = new { protocol = 1, chats = known } });
    }

    private async Task ResumeAsync(Reader person, byte[] hello)
    {
        using var socket = await ConnectAsync(person.Token);
        await socket.SendAsync(hello, WebSocketMessageType.Text, true, CancellationToken.None);
        var buffer = new byte[256 * 1024];
        using var frame = new MemoryStream();
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
            frame.Write(buffer, 0, part.Count);
            if (!part.EndOfMessage)
                continue;
            if (Encoding.UTF8.GetString(frame.GetBuffer(), 0, (int)Math.Min(frame.Length, 64)).Contains("sync.completed", StringComparison.Ordinal))
                return;
            frame.SetLength(0);
        }
    }

    private async Task<ClientWebSocket> ConnectAsync(string token)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(town.Http.BaseAddress!) { Scheme = "ws", Path = "/ws", Query = $"token={token}" }.Uri, CancellationToken.None);
        return socket;
    }

    private Task<JsonElement> GetAsync(Reader person, string path) => AskAsync(HttpMethod.Get, person, path, null);

    private Task<JsonElement> PostAsync(Reader? person, string path, object body) => AskAsync(HttpMethod.Post, person, path, body);

    private async Task<JsonElement> AskAsync(HttpMethod method, Reader? person, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body, body.GetType()) };
        if (person is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", person.Token);
        using var answer = await town.Http.SendAsync(request);
        return answer.IsSuccessStatusCode
            ? await answer.Content.ReadFromJsonAsync<JsonElement>()
            : throw new IOException($"{method} {path} was answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
    }

    private long Any(List<long> chats) => chats[random.Next(chats.Count)];
}
