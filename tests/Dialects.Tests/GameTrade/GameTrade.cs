using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Haggle.Dialects.Tests.Native;
using Haggle.Testing;

[assembly: AssemblyFixture(typeof(Haggle.Dialects.Tests.GameTrade.SqliteDeals))]
[assembly: AssemblyFixture(typeof(Haggle.Dialects.Tests.GameTrade.PostgreSqlDeals))]

namespace Haggle.Dialects.Tests.GameTrade;

/// <summary>A server beside a marketplace's auth service.</summary>
public abstract class DealServer : NativeServer
{
    internal const string SystemToken = "between services only";

    internal AuthStandIn Auth { get; } = new();

    protected override IEnumerable<(string Name, string Value)> Settings
        => [("AUTH_SERVICE_URL", Auth.Address.ToString()), ("SYSTEM_TOKEN", SystemToken), ("GAMETRADE_PORT", "0")];

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Auth.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

public sealed class SqliteDeals : DealServer
{
    protected override Task<string?> DatabaseUrlAsync() => Task.FromResult<string?>(null);
}

public sealed class PostgreSqlDeals : DealServer
{
    private PostgresDatabase? database;

    protected override async Task<string?> DatabaseUrlAsync() => (database = await PostgresDatabase.CreateAsync()).Url;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (database is not null)
            await database.DisposeAsync();
    }
}

/// <summary>Somebody whom the marketplace knows.</summary>
internal sealed record Trader(int Id, string Token);

/// <summary>What the tests of this wire have in common.</summary>
public abstract class GameTradeRoutes(DealServer server) : IAsyncLifetime
{
    private static int lastNumber = 1000;
    private HttpClient? http;
    private Description? description;

    internal const string Door = "/gametrade";

    internal Uri Address => server.Address;

    internal AuthStandIn Auth => server.Auth;

    /// <summary>What the server says of this wire; every answer in these tests is compared with it.</summary>
    internal Description Description => description!;

    internal string ServerKey => server.ServerKey;

    public async ValueTask InitializeAsync()
    {
        await server.ReadyAsync();
        description = await server.DescriptionOfAsync(Door);
        http = new HttpClient { BaseAddress = server.Address };
    }

    public ValueTask DisposeAsync()
    {
        http?.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    internal Trader Trader(params string[] roles)
    {
        var id = Interlocked.Increment(ref lastNumber);
        return new Trader(id, Auth.SignIn(id, $"trader{id}", roles.Length == 0 ? ["user"] : roles));
    }

    internal async Task<(Trader Buyer, Trader Seller, long Chat)> DealAsync()
    {
        var (buyer, seller) = (Trader(), Trader());
        return (buyer, seller, (await PostAsync("/chats", buyer, new { participant_ids = new[] { seller.Id }, title = "Sword", listing_id = 7 })).Is(201).Id);
    }

    internal Task<Answer> GetAsync(string path, Trader? caller) => CallAsync(HttpMethod.Get, path, caller);

    internal Task<Answer> PostAsync(string path, Trader? caller, object? body = null) => CallAsync(HttpMethod.Post, path, caller, body);

    internal Task<Answer> PatchAsync(string path, Trader? caller, object body) => CallAsync(HttpMethod.Patch, path, caller, body);

    internal Task<Answer> SendAsync(Trader caller, long chat, string content) => PostAsync($"/chats/{chat}/messages", caller, new { content });

    internal Task<JsonSocket> ConnectAsync(Trader person, string path = "/ws") => JsonSocket.ConnectAsync(Address, $"{Door}{path}?token={person.Token}");

    internal static string TypeOf(JsonElement frame) => frame.GetProperty("type").GetString()!;

    internal static JsonElement DataOf(JsonElement frame) => frame.GetProperty("data");

    internal static Task<JsonElement> FrameAsync(JsonSocket socket, string type, int from = 0) => socket.Frames.FirstAsync(frame => TypeOf(frame) == type, $"the frame {type}", from);

    internal async Task<Answer> CallAsync(HttpMethod method, string path, Trader? caller, object? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, Door + path);
        if (caller is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", caller.Token);
        foreach (var (name, value) in headers)
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        request.Content = body switch
        {
            null => null,
            string text => new StringContent(text, Encoding.UTF8, "application/json"),
            _ => JsonContent.Create(body),
        };
        using var response = await http!.SendAsync(request);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        var json = bytes.Length == 0 ? default : JsonElement.Parse(bytes);
        description!.Judge(method, Door + path, (int)response.StatusCode, json);
        return new Answer((int)response.StatusCode, json, response.Headers, $"{method} {Door}{path}");
    }
}
