using System.Buffers.Text;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Haggle.Testing;

[assembly: AssemblyFixture(typeof(Haggle.Server.Tests.Ground.SqliteMarket))]
[assembly: AssemblyFixture(typeof(Haggle.Server.Tests.Ground.PostgreSqlMarket))]
[assembly: AssemblyFixture(typeof(Haggle.Server.Tests.Ground.VerifiedSqliteMarket))]
[assembly: AssemblyFixture(typeof(Haggle.Server.Tests.Ground.VerifiedPostgreSqlMarket))]

namespace Haggle.Server.Tests.Ground;

/// <summary>A marketplace with its real server over one engine. Started by the first test that wants it and shared by all: each makes people and chats of its own.</summary>
public abstract class Market(string engine, params (string Name, string Value)[] more) : IAsyncDisposable
{
    protected static readonly (string Name, string Value) Verified = ("HAGGLE_IDENTITY", "verified");

    /// <summary>What the services of one of the systems say to each other.</summary>
    public const string SystemToken = "between-services-only";

    private readonly TemporaryFolder folder = new();
    private readonly string secret = Convert.ToBase64String(RandomNumberGenerator.GetBytes(48));
    private readonly SemaphoreSlim starting = new(1);
    private Engine? storage;
    private ServerProcess? server;
    private HttpClient? http;
    private int people = 1_000_000; // beyond the ids that the server gives to accounts of its own

    /// <summary>Of everything here only the address makes sense before <see cref="OpenAsync"/>.</summary>
    public Uri Address => server!.Address;

    /// <summary>What the server says to its operator.</summary>
    public Received<string> Output => server!.Output;

    /// <summary>Whether nobody's word is taken for who they are.</summary>
    public bool IsVerified => more.Contains(Verified);

    /// <summary>The key of the marketplace's backend.</summary>
    public string Key { get; private set; } = "";

    public NativeApi Api { get; private set; } = null!;

    /// <summary>Done when the server answers.</summary>
    public async Task OpenAsync()
    {
        await starting.WaitAsync();
        try
        {
            if (http is not null)
                return;
            storage = await Engine.CreateAsync(engine);
            var settings = new Dictionary<string, string>(storage.Settings) { ["HAGGLE_DATA"] = folder["data"], ["SECRET_KEY"] = secret, ["SYSTEM_TOKEN"] = SystemToken };
            foreach (var (name, value) in more)
                settings[name] = value;
            server = await ServerProcess.StartAsync(settings);
            Key = await ServerProgram.RunAsync(settings, "key", "create", "--name", "shop");
            Api = new NativeApi(Address);
            http = new HttpClient { BaseAddress = Address };
        }
        finally
        {
            starting.Release();
        }
    }

    /// <summary>Somebody whom the marketplace has told of: an account without a password, so that it costs no hashing.</summary>
    /// <param name="name">The display name.</param>
    /// <param name="role"><c>user</c>, <c>moderator</c> or <c>admin</c>.</param>
    public async Task<Citizen> SettleAsync(string name, string role = "user")
    {
        var externalId = $"{Interlocked.Increment(ref people)}"; // a number: some wires know no others
        Ok(await CallAsync(HttpMethod.Put, $"/api/v1/people/{externalId}", new { display_name = name, role }, key: Key));
        return new Citizen(externalId, await SignInAsync(externalId));
    }

    /// <summary>A new session of somebody whom the marketplace has told of.</summary>
    public async Task<NativePerson> SignInAsync(string externalId)
    {
        var tokens = Ok(await CallAsync(HttpMethod.Post, "/api/v1/tokens", new { external_id = externalId }, key: Key));
        var me = tokens.GetProperty("user");
        return new NativePerson(
            me.GetProperty("id").GetInt64(), me.GetProperty("display_name").GetString()!, null,
            tokens.GetProperty("access_token").GetString()!, tokens.GetProperty("refresh_token").GetString()!);
    }

    /// <summary>The same token, but for a claim; signed as the server signs.</summary>
    public string Forge(string token, string claim, JsonNode value)
    {
        var parts = token.Split('.');
        var claims = ClaimsOf(token);
        claims[claim] = value;
        var signed = $"{parts[0]}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims.ToJsonString()))}";
        return $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(signed)))}";
    }

    public static JsonObject ClaimsOf(string token) => JsonNode.Parse(Base64Url.DecodeFromChars(token.Split('.')[1]))!.AsObject();

    /// <summary>Any call with any credential.</summary>
    /// <param name="path">With the query, without the host.</param>
    public async Task<NativeAnswer> CallAsync(HttpMethod method, string path, object? body = null, string? token = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (token is not null)
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        if (key is not null)
            request.Headers.Add("X-Api-Key", key);
        if (body is not null)
            request.Content = JsonContent.Create(body);
        using var response = await http!.SendAsync(request);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        return new NativeAnswer(response.StatusCode, bytes.Length > 0 ? JsonElement.Parse(bytes) : default, $"{method} {path}");
    }

    public virtual async ValueTask DisposeAsync()
    {
        http?.Dispose();
        Api?.Dispose();
        if (server is not null)
            await server.DisposeAsync();
        if (storage is not null)
            await storage.DisposeAsync();
        folder.Dispose();
        starting.Dispose();
        GC.SuppressFinalize(this);
    }

    private static JsonElement Ok(NativeAnswer answer) => answer.Expect();
}

/// <param name="ExternalId">The marketplace's own id.</param>
/// <param name="Person">With the tokens of one session.</param>
public sealed record Citizen(string ExternalId, NativePerson Person)
{
    public long Id => Person.Id;
}

public sealed class SqliteMarket() : Market(Engine.Sqlite);

public sealed class PostgreSqlMarket() : Market(Engine.PostgreSql);

/// <summary>Where nobody's word is taken for who they are.</summary>
public sealed class VerifiedSqliteMarket() : Market(Engine.Sqlite, Verified);

/// <summary>Where nobody's word is taken for who they are.</summary>
public sealed class VerifiedPostgreSqlMarket() : Market(Engine.PostgreSql, Verified);
