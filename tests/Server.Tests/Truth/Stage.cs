using System.Text.Json;
using System.Text.Json.Nodes;
using Haggle.Server.Tests.Ground;
using Haggle.Testing;

namespace Haggle.Server.Tests.Truth;

/// <summary>People with their devices and chats, on which one operation after the other is done; after each, what every device knows is compared with a fresh fetch.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private readonly Market market;
    private readonly List<(Replica Replica, NativeSocket Socket)> devices = [];
    private readonly HashSet<string> done = [];

    private Stage(Market market) => this.market = market;

    public required Citizen Anna { get; init; }

    public required Citizen Boris { get; init; }

    public required Citizen Clara { get; init; }

    /// <summary>Of the group of all three, which is Anna's.</summary>
    public long Group { get; private set; }

    /// <summary>Of Anna and Boris.</summary>
    public long Direct { get; private set; }

    /// <summary>Clara buys what Boris sells.</summary>
    public long Sale { get; private set; }

    public string Listing { get; } = $"bike-{Guid.NewGuid():N}";

    /// <summary>Of the last that was done.</summary>
    public JsonElement Answer { get; private set; }

    /// <summary>What differed, after what.</summary>
    public List<string> Lies { get; } = [];

    /// <summary>Methods and paths that were called, without what filled their blanks.</summary>
    public IEnumerable<string> Done => done;

    public static async Task<Stage> SetAsync(Market market)
    {
        await market.OpenAsync();
        var stage = new Stage(market) { Anna = await market.SettleAsync("Anna"), Boris = await market.SettleAsync("Boris"), Clara = await market.SettleAsync("Clara") };
        stage.Direct = await market.Api.OpenDirectAsync(stage.Anna.Person, stage.Boris.Person);
        stage.Group = await market.Api.CreateGroupAsync(stage.Anna.Person, "Bicycles", [stage.Boris.Person, stage.Clara.Person]);
        await stage.BackendAsync(HttpMethod.Put, $"listings/{stage.Listing}", new { title = "Red bicycle", price = new { amount = 129_900, currency = "RUB" }, seller_id = stage.Boris.Id });
        stage.Sale = (await stage.DoAsync(stage.Clara, HttpMethod.Post, "chats/listing", new { listing_id = stage.Listing })).GetProperty("id").GetInt64();
        await market.Api.SendAsync(stage.Anna.Person, stage.Direct, "Good morning");
        await market.Api.SendAsync(stage.Anna.Person, stage.Group, "Good morning, everybody");
        foreach (var (citizen, device) in new[] { (stage.Anna, "phone"), (stage.Anna, "desk"), (stage.Boris, "phone"), (stage.Clara, "phone") })
            await stage.AddAsync(citizen.Person, device);
        return stage;
    }

    /// <summary>Another device, which fetches everything.</summary>
    public async Task AddAsync(NativePerson person, string device)
    {
        var socket = await NativeSocket.ConnectAsync(market.Address, person.AccessToken);
        var replica = new Replica(socket, person, device);
        devices.Add((replica, socket));
        await StartOverAsync(replica);
    }

    public Task<NativePerson> GuestAsync(string name) => market.Api.GuestAsync(name);

    public Task<Citizen> SettleAsync(string name) => market.SettleAsync(name);

    public Task<JsonElement> DoAsync(Citizen who, HttpMethod method, string path, object? body = null) => DoAsync(who.Person, method, path, body);

    public async Task<JsonElement> DoAsync(NativePerson who, HttpMethod method, string path, object? body = null)
        => Note(method, path, await market.CallAsync(method, $"/api/v1/{path}", body, who.AccessToken));

    public async Task<JsonElement> BackendAsync(HttpMethod method, string path, object? body = null)
        => Note(method, path, await market.CallAsync(method, $"/api/v1/{path}", body, key: market.Key));

    /// <summary>Compares every device with a fresh fetch. One that was wrong starts over, so that one lie does not look like many.</summary>
    /// <param name="after">What was done.</param>
    /// <param name="isAboutReceipts">Read receipts were turned off or on: read pointers are then known from the next fetch on, see docs/protocol.md.</param>
    public async Task CompareAsync(string after, bool isAboutReceipts = false)
    {
        foreach (var (replica, _) in devices)
        {
            var lies = (await DifferencesAsync(replica)).Where(lie => !isAboutReceipts || !lie.Contains(".last_read_seq:", StringComparison.Ordinal)).ToList();
            Lies.AddRange(lies.Select(lie => $"After {after}, {replica.Name}: {lie}"));
            if (lies.Count > 0 || isAboutReceipts)
                await StartOverAsync(replica);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, socket) in devices)
            await socket.DisposeAsync();
    }

    private JsonElement Note(HttpMethod method, string path, NativeAnswer answer)
    {
        done.Add($"{method} /api/v1/{path.Split('?')[0]}");
        return Answer = answer.Expect();
    }

    private async Task StartOverAsync(Replica replica)
    {
        var blocks = await FetchAsync(replica, "blocks?limit=200");
        await replica.StartOverAsync(await FetchAsync(replica, "users/me"), blocks.GetProperty("items").EnumerateArray().Select(person => person.GetProperty("id").GetInt64()));
    }

    private async Task<List<string>> DifferencesAsync(Replica replica)
    {
        var truth = await SettledAsync(replica);
        var lies = new List<string>();
        lies.AddRange(Difference.Between(new JsonArray([.. replica.Chats.Order().Select(chat => JsonValue.Create(chat))]), new JsonArray([.. truth.Keys.Order().Select(chat => JsonValue.Create(chat))]), "chats"));
        foreach (var (id, chat) in truth.Where(chat => replica.Chats.Contains(chat.Key)))
        {
            lies.AddRange(Difference.Between(Sorted(replica.Chat(id)), Sorted(chat), $"chat {id}"));
            var messages = (JsonArray)JsonNode.Parse((await FetchAsync(replica, $"chats/{id}/messages?limit=200")).GetProperty("items").GetRawText())!;
            lies.AddRange(Difference.Between(new JsonArray([.. replica.Messages(id)]), messages, $"messages of chat {id}"));
        }

        lies.AddRange(Difference.Between(replica.Profile(), JsonNode.Parse((await FetchAsync(replica, "users/me")).GetRawText()), "me"));
        var blocks = (await FetchAsync(replica, "blocks?limit=200")).GetProperty("items").EnumerateArray().Select(person => person.GetProperty("id").GetInt64());
        lies.AddRange(Difference.Between(new JsonArray([.. replica.Blocked.Select(id => JsonValue.Create(id))]), new JsonArray([.. blocks.Order().Select(id => JsonValue.Create(id))]), "blocks"));
        return lies;
    }

    /// <summary>The chats as they are. Events may take a moment longer than the answer of who caused them: waits until they are here, if they come.</summary>
    private async Task<Dictionary<long, JsonObject>> SettledAsync(Replica replica)
    {
        for (var waited = TimeSpan.Zero; ; waited += Patience.BetweenLooks)
        {
            await replica.HearAsync();
            var truth = await ChatsAsync(replica);
            if (waited > TimeSpan.FromSeconds(3) || (truth.Count == replica.Chats.Count() && truth.All(chat => replica.RevisionOf(chat.Key) == (long)chat.Value["revision"]!)))
                return truth;
            await Task.Delay(Patience.BetweenLooks);
        }
    }

    private async Task<Dictionary<long, JsonObject>> ChatsAsync(Replica replica)
    {
        var all = new Dictionary<long, JsonObject>();
        foreach (var filter in new[] { "false", "true" })
        {
            foreach (var chat in (await FetchAsync(replica, $"chats?limit=200&archived={filter}")).GetProperty("items").EnumerateArray())
                all[chat.GetProperty("id").GetInt64()] = (JsonObject)JsonNode.Parse(chat.GetRawText())!;
        }

        return all;
    }

    private async Task<JsonElement> FetchAsync(Replica replica, string path)
        => (await market.CallAsync(HttpMethod.Get, $"/api/v1/{path}", token: replica.Me.AccessToken)).Expect();

    /// <summary>The order of participants is free.</summary>
    private static JsonObject Sorted(JsonObject chat)
    {
        chat["participants"] = new JsonArray([.. chat["participants"]!.AsArray().OrderBy(person => (long)person!["id"]!).Select(person => person!.DeepClone())]);
        return chat;
    }
}
