using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Haggle.Bench.Load.Wire;

namespace Haggle.Bench.Load.Targets;

/// <summary>Haggle over its native API: guests in direct and group chats. Source: contracts/messenger.md, A2, A3 and B4.</summary>
internal class HaggleTarget(string dll, bool onSqlite = false) : ITarget
{
    private const int Parallelism = 16, MembersPerRequest = 150;

    public virtual string Name => onSqlite ? "haggle on SQLite" : "haggle";
    public bool NeedsPostgres => !onSqlite;
    public virtual IWire Wire { get; } = new HaggleWire();
    public string ReadyPath => "/api/v1/ready";

    public virtual ProcessStartInfo Start(int port, string? database, string folder)
    {
        var start = new ProcessStartInfo("dotnet", [dll, "serve"]) { WorkingDirectory = folder };
        // The peers have no limits; ours are switched off, or they would be what is measured.
        foreach (var limit in (string[])["AUTH_PER_MIN", "MESSAGES_PER_SEC", "COMMANDS_PER_SEC", "CHATS_PER_MIN", "REQUESTS_PER_SEC"])
            start.Environment[$"RATE_LIMIT_{limit}"] = "0";
        foreach (var inherited in (string[])["DATABASE_URL", "REDIS_URL", "RABBITMQ_URL", "AUTH_SERVICE_URL"])
            start.Environment.Remove(inherited);
        start.Environment["GROUP_MEMBERS_MAX"] = "2000";
        start.Environment["SECRET_KEY"] = "a key for measurements, known to everybody";
        start.Environment["LOG_LEVEL"] = "Warning";
        start.Environment["HAGGLE_DATA"] = folder;
        start.Environment["PORT"] = $"{port}";
        start.Environment["LAIS_PORT"] = "off";
        start.Environment["GAMETRADE_PORT"] = "off";
        if (database is not null)
            start.Environment["DATABASE_URL"] = database;
        return start;
    }

    public virtual async Task<IReadOnlyList<Room>> OpenRoomsAsync(HttpClient http, int rooms, int members, CancellationToken cancellation)
    {
        var people = await OpenPeopleAsync(http, rooms * members, cancellation);
        var opened = new Room[rooms];
        await Parallel.ForAsync(0, rooms, AtOnce(cancellation), async (i, token) =>
        {
            var inside = people[(i * members)..((i + 1) * members)];
            var chat = members == 2 ? await OpenDirectAsync(http, inside, token) : await OpenGroupAsync(http, inside, token);
            opened[i] = new(chat, [.. inside.Select(SeatOf)]);
        });
        return opened;
    }

    public virtual async Task<IReadOnlyList<Seat>> OpenSeatsAsync(HttpClient http, int count, CancellationToken cancellation)
        => [.. (await OpenPeopleAsync(http, count, cancellation)).Select(SeatOf)];

    public virtual string HistoryPath(long chat, int pageSize, int length, bool oldest)
        => $"/api/v1/chats/{chat}/messages?limit={pageSize}" + (oldest ? $"&before_seq={pageSize + 1}" : "");

    protected virtual Seat SeatOf(Person person) => new($"/ws?token={Uri.EscapeDataString(person.Token)}", person.Token);

    private static async Task<Person[]> OpenPeopleAsync(HttpClient http, int count, CancellationToken cancellation)
    {
        var people = new Person[count];
        await Parallel.ForAsync(0, count, AtOnce(cancellation), async (i, token) =>
        {
            var guest = await PostAsync(http, "/api/v1/auth/guest", new { display_name = $"Guest {i}" }, null, token);
            people[i] = new(guest.GetProperty("user").GetProperty("id").GetInt64(), guest.GetProperty("access_token").GetString()!);
        });
        return people;
    }

    private static async Task<long> OpenDirectAsync(HttpClient http, Person[] pair, CancellationToken cancellation)
        => (await PostAsync(http, "/api/v1/chats/direct", new { user_id = pair[1].Id }, pair[0], cancellation)).GetProperty("id").GetInt64();

    private static async Task<long> OpenGroupAsync(HttpClient http, Person[] people, CancellationToken cancellation)
    {
        var parts = people[1..].Select(person => person.Id).Chunk(MembersPerRequest).ToArray();
        var group = await PostAsync(http, "/api/v1/chats/group", new { title = "Market", member_ids = parts[0] }, people[0], cancellation);
        var chat = group.GetProperty("id").GetInt64();
        foreach (var part in parts[1..])
            await PostAsync(http, $"/api/v1/chats/{chat}/members", new { user_ids = part }, people[0], cancellation);
        return chat;
    }

    protected static async Task<JsonElement> PostAsync(HttpClient http, string path, object body, Person? caller, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body, body.GetType()) };
        if (caller is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", caller.Token);
        using var answer = await http.SendAsync(request, cancellation);
        if (!answer.IsSuccessStatusCode)
            throw new IOException($"POST {path} was answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancellation)}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>(cancellation);
    }

    protected static ParallelOptions AtOnce(CancellationToken cancellation) => new() { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellation };

    protected sealed record Person(long Id, string Token);
}
