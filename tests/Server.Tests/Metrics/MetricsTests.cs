using System.Net.WebSockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using Haggle.Testing;

namespace Haggle.Server.Tests.Metrics;

/// <summary>What a running server counts, and that what is shipped for Grafana and Prometheus asks for nothing else.</summary>
public sealed partial class MetricsTests
{
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task What_happens_is_counted_where_it_happens_each_thing_once(string engine)
    {
        await using var storage = await Engine.CreateAsync(engine);
        await using var server = await ServerProcess.StartAsync(storage.Settings);
        using var api = new NativeApi(server.Address);
        var (anna, boris) = (await api.GuestAsync("Anna"), await api.GuestAsync("Boris"));
        var chat = await api.OpenDirectAsync(anna, boris);
        await using var socket = await NativeSocket.ConnectAsync(server.Address, anna.AccessToken);
        await socket.StartSessionAsync();
        await api.SendAsync(boris, chat, "Good morning", "first");
        await api.SendAsync(boris, chat, "Good morning", "first");
        await socket.CommandAsync("message.send", new { chat_id = chat, content = "Hello" });
        Assert.True((await socket.TryCommandAsync("message.send", new { chat_id = chat + 1, content = "Nobody is there" })).IsError);
        await socket.EventAsync("message.created", message => message.GetProperty("content").GetString() == "Hello");

        var scrape = await Scrape.TakeAsync(server.Address);
        Assert.Equal(2, scrape["haggle_messages_total{door=\"native\",outcome=\"accepted\"}"]);
        Assert.Equal(1, scrape["haggle_messages_total{door=\"native\",outcome=\"repeated\"}"]);
        Assert.Equal(1, scrape["haggle_messages_total{door=\"native\",outcome=\"not_found\"}"]);
        Assert.Equal(2, scrape["haggle_delivery_seconds_count{way=\"event\"}"]);
        Assert.Equal(1, scrape["haggle_sockets_open{wire=\"native\"}"]);
        Assert.Equal(1, scrape["haggle_chats_active"]);
        Assert.Equal(1, scrape["haggle_database_usable"]);
        Assert.True(scrape["haggle_commit_seconds_count"] >= 2);
        Assert.True(scrape["haggle_commit_size_sum"] >= 3); // the repeat went the same way
        Assert.Equal(0, scrape["haggle_commit_failures_total"]);
        Assert.Equal(engine == Engine.PostgreSql, scrape.Names.Contains("haggle_database_connections"));

        await socket.CloseAsync();
        using var stranger = new ClientWebSocket();
        await stranger.ConnectAsync(new UriBuilder(server.Address) { Scheme = "ws", Path = "/ws", Query = "token=nonsense" }.Uri, CancellationToken.None);
        scrape = await Scrape.WhenAsync(server.Address, now => now["haggle_sockets_open{wire=\"native\"}"] == 0);
        Assert.Equal(1, scrape["haggle_sockets_closed_total{wire=\"native\",reason=\"client\"}"]);
        Assert.Equal(1, scrape["haggle_sockets_refused_total{wire=\"native\"}"]);
    }

    [Fact]
    public async Task A_limit_that_refuses_is_counted_by_its_name()
    {
        await using var server = await ServerProcess.StartAsync(new Dictionary<string, string> { ["RATE_LIMIT_AUTH_PER_MIN"] = "1" });
        using var api = new NativeApi(server.Address);
        await api.GuestAsync("Anna");
        Assert.Equal(System.Net.HttpStatusCode.TooManyRequests, (await api.PostAsync("/api/v1/auth/guest", null, new { display_name = "Boris" })).Status);
        Assert.Equal(1, (await Scrape.TakeAsync(server.Address))["haggle_rate_limited_total{limit=\"sign_ins\"}"]);
    }

    [Fact]
    public async Task Nothing_that_somebody_said_or_holds_is_in_a_label()
    {
        await using var server = await ServerProcess.StartAsync();
        using var api = new NativeApi(server.Address);
        var anna = await api.RegisterAsync("Annabel");
        var chat = await api.OpenDirectAsync(anna, await api.GuestAsync("Borislav"));
        await api.SendAsync(anna, chat, "xylophone", "clavichord");
        var text = (await Scrape.TakeAsync(server.Address)).Text;
        foreach (var secret in (string[])["Annabel", "Borislav", anna.AccessToken[..20], anna.Email!, "xylophone", "clavichord"])
            Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>With a broker and a Redis that are away, and PostgreSQL: then there is everything that there can be.</summary>
    [Fact]
    public async Task The_dashboard_and_the_alarms_name_only_metrics_that_a_running_server_gives_and_the_documentation_names_them_all()
    {
        await using var storage = await Engine.CreateAsync(Engine.PostgreSql);
        await using var server = await ServerProcess.StartAsync(new Dictionary<string, string>(storage.Settings)
        {
            ["RABBITMQ_URL"] = $"amqp://127.0.0.1:{FreePort.Find()}/",
            ["REDIS_URL"] = $"redis://127.0.0.1:{FreePort.Find()}",
        });
        using var api = new NativeApi(server.Address);
        var anna = await api.GuestAsync("Anna");
        var chat = await api.OpenDirectAsync(anna, await api.GuestAsync("Boris"));
        await api.SendAsync(anna, chat, "Good morning");
        var given = (await Scrape.WhenAsync(server.Address, now => now.Names.Contains("haggle_delivery_seconds_count"))).Names;

        var shown = NamesIn(Expressions("deploy/observability/grafana-dashboard.json"));
        var watched = NamesIn(Alarms("deploy/observability/prometheus-alerts.yml"));
        Assert.NotEmpty(shown);
        Assert.NotEmpty(watched);
        Assert.All(shown.Concat(watched), name => Assert.Contains(name, given));

        var documented = Markdown.Read("docs/observing.md").Rows(section => section == "Metrics").Select(cells => cells[0].Trim('`').Split('{')[0]).ToHashSet();
        Assert.Equal(given.Select(name => PartOfAHistogram().Replace(name, "")).Distinct().Order(), documented.Order());
    }

    private static IEnumerable<string> Expressions(string dashboard)
    {
        using var json = JsonDocument.Parse(House.Read(dashboard));
        var panels = json.RootElement.GetProperty("panels").EnumerateArray().ToList();
        var targets = panels.Where(panel => panel.TryGetProperty("targets", out _)).SelectMany(panel => panel.GetProperty("targets").EnumerateArray());
        return [.. targets.Select(target => target.GetProperty("expr").GetString()!)];
    }

    private static IEnumerable<string> Alarms(string rules)
        => House.Read(rules).Split('\n').Select(line => line.Trim()).Where(line => line.StartsWith("expr: ", StringComparison.Ordinal));

    private static HashSet<string> NamesIn(IEnumerable<string> expressions) => [.. expressions.SelectMany(expression => Name().Matches(expression)).Select(name => name.Value)];

    [GeneratedRegex(@"\b(haggle|process)_[a-z_]+\b")]
    private static partial Regex Name();

    [GeneratedRegex("(?<=_seconds|_size)_(bucket|sum|count)$")]
    private static partial Regex PartOfAHistogram();
}
