using System.Net.Http.Headers;
using System.Text.Json;
using Haggle.Server.Tests.Authorisation;
using Haggle.Server.Tests.Ground;

namespace Haggle.Server.Tests.Garbage;

public sealed class RestGarbageOnSqlite(SqliteMarket market) : RestGarbageTests(market);

public sealed class RestGarbageOnPostgreSql(PostgreSqlMarket market) : RestGarbageTests(market);

/// <summary>The same over REST: a client's mistake is never a 5xx, and its answer has the form of all errors.</summary>
public abstract class RestGarbageTests(Market market)
{
    private const int Bodies = 1_000;
    private const int Addresses = 500;

    private static readonly string[] BadBlanks =
    [
        "-1", "0", "1.5", "99999999999999999999", "9223372036854775807", "null", "%00", "%ff", "%c0%80", "%ed%a0%80", "..", "%2e%2e", "%2f", "%20", "'", "\"", "me", "%F0%9F%91%8D", "a;b", "%25",
    ];

    [Fact]
    public async Task Bodies_gone_bad_are_the_clients_mistake()
    {
        await market.OpenAsync();
        var seed = Random.Shared.Next(1_000_000);
        var mutations = new Mutations(seed);
        var scene = await Scene.SetAsync(market);
        var rows = RouteTable.Rows.Where(row => row.Body is not null && !row.EndsSession && !row.Route.Contains("auth/", StringComparison.Ordinal)).ToList();
        using var http = new HttpClient { BaseAddress = market.Address };
        for (var sent = 0; sent < Bodies; sent++)
        {
            var row = mutations.Choose(rows);
            using var request = Request(row.Method, row.Address(scene), scene);
            request.Content = new ByteArrayContent(mutations.Spoil(JsonSerializer.Serialize(row.Body!(scene))));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            await AssertMistakeAsync(http, request, seed);
        }

        AssertNoFaults(seed);
    }

    [Fact]
    public async Task Addresses_gone_bad_are_the_clients_mistake()
    {
        await market.OpenAsync();
        var seed = Random.Shared.Next(1_000_000);
        var mutations = new Mutations(seed);
        var scene = await Scene.SetAsync(market);
        var rows = RouteTable.Rows.Where(row => row.Route.Contains('{', StringComparison.Ordinal) || row.Query.Length > 0 || row.Method == HttpMethod.Get).ToList();
        using var http = new HttpClient();
        for (var sent = 0; sent < Addresses; sent++)
        {
            var row = mutations.Choose(rows);
            var path = System.Text.RegularExpressions.Regex.Replace(row.Described.Split(' ')[1], @"\{[^}]+\}", _ => mutations.Choose(BadBlanks));
            string[] names = ["limit", "cursor", "before_seq", "after_seq", "around_seq", "q", "ids", "for", "kind", "status", "archived", "unread", "include_current"];
            var query = string.Join('&', Enumerable.Range(0, mutations.Next(3)).Select(_ => $"{mutations.Choose(names)}={mutations.Choose(BadBlanks)}"));
            var address = new Uri($"{market.Address.GetLeftPart(UriPartial.Authority)}{path}?{query}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
            using var request = Request(row.Method, address, scene);
            await AssertMistakeAsync(http, request, seed);
        }

        AssertNoFaults(seed);
    }

    private static HttpRequestMessage Request(HttpMethod method, string address, Scene scene) => Request(method, new Uri(address, UriKind.Relative), scene);

    private static HttpRequestMessage Request(HttpMethod method, Uri address, Scene scene)
        => new(method, address) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", scene.Cast.Owner.Person.AccessToken) } };

    private static async Task AssertMistakeAsync(HttpClient http, HttpRequestMessage request, int seed)
    {
        using var response = await http.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        var said = $"Seed {seed}: {request.Method} {request.RequestUri} was answered with {(int)response.StatusCode} {body}";
        Assert.True((int)response.StatusCode < 500, said);
        if ((int)response.StatusCode >= 400 && (int)response.StatusCode != 400)
            Assert.True(body.Contains("\"detail\":", StringComparison.Ordinal) && body.Contains("\"code\":", StringComparison.Ordinal), said);
    }

    private void AssertNoFaults(int seed)
    {
        var faults = market.Output.All.Where(line => line.Contains(" fail: ", StringComparison.Ordinal) || line.Contains(" crit: ", StringComparison.Ordinal)).ToList();
        Assert.True(faults.Count == 0, $"Seed {seed}: {string.Join(Environment.NewLine, faults)}");
    }
}
