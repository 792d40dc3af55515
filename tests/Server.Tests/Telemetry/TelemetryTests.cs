using System.Net.Http.Headers;
using Haggle.Testing;

namespace Haggle.Server.Tests.Telemetry;

public sealed class TelemetryTests
{
    private const string Library = "OpenTelemetry.dll";

    [Fact]
    public async Task Metrics_and_traces_come_to_the_collector_without_anything_that_somebody_said_or_holds()
    {
        await using var collector = new Collector();
        await using var server = await ServerProcess.StartAsync(new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = $"{collector.Address}",
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "200",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
        });
        using var api = new NativeApi(server.Address);
        var (anna, boris) = (await api.RegisterAsync("Annabel"), await api.GuestAsync("Borislav"));
        var chat = await api.OpenDirectAsync(anna, boris);
        await using var socket = await NativeSocket.ConnectAsync(server.Address, anna.AccessToken);
        await socket.StartSessionAsync();
        await api.SendAsync(boris, chat, "xylophone", "clavichord");
        await socket.CommandAsync("message.send", new { chat_id = chat, content = "dulcimer" });
        await AskIndiscreetlyAsync(server.Address, anna);

        await collector.Letters.FirstAsync(letter => letter is { Path: "/v1/metrics", Body: var body } && body.Contains("haggle_messages_total", StringComparison.Ordinal), "metrics");
        await collector.Letters.FirstAsync(letter => letter is { Path: "/v1/traces", Body: var body } && body.Contains("/api/v1/users/search", StringComparison.Ordinal), "traces");
        Assert.Contains(Library, Loaded(server), StringComparison.Ordinal);
        await socket.CloseAsync();
        Assert.Equal(0, await server.StopAsync()); // what it still had to say, it has said
        var all = string.Concat(collector.Letters.All.Select(letter => letter.Body));
        Assert.Contains("http.route", all, StringComparison.Ordinal);
        foreach (var secret in (string[])
            ["Annabel", "Borislav", "xylophone", "clavichord", "dulcimer", "harpsichord", "celesta", "glockenspiel", "vibraphone", "trautonium", "theremin", anna.Email!, anna.AccessToken, ".eyJ", NativeApi.Password])
            Assert.DoesNotContain(secret, all, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Without_a_collector_nothing_of_it_is_loaded()
    {
        await using var server = await ServerProcess.StartAsync(new Dictionary<string, string> { ["OTEL_SERVICE_NAME"] = "chat" });
        Assert.DoesNotContain("OpenTelemetry", Loaded(server), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_collector_that_is_away_keeps_nobody_waiting()
    {
        await using var server = await ServerProcess.StartAsync(new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = $"http://127.0.0.1:{FreePort.Find()}",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "100",
        });
        using var api = new NativeApi(server.Address);
        var anna = await api.GuestAsync("Anna");
        await api.SendAsync(anna, await api.OpenDirectAsync(anna, await api.GuestAsync("Boris")), "Good morning");
    }

    /// <summary>A client may say anything in an address and in headers.</summary>
    private static async Task AskIndiscreetlyAsync(Uri server, NativePerson caller)
    {
        using var http = new HttpClient { BaseAddress = server };
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/users/search?q=harpsichord&token={caller.AccessToken}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", caller.AccessToken);
        request.Headers.TryAddWithoutValidation("User-Agent", "celesta/1.0");
        request.Headers.TryAddWithoutValidation("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        request.Headers.TryAddWithoutValidation("tracestate", "glockenspiel=1");
        request.Headers.TryAddWithoutValidation("baggage", "vibraphone=1");
        using var answer = await http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        using var strange = new HttpRequestMessage(new HttpMethod("TRAUTONIUM"), "/theremin/ondes");
        (await http.SendAsync(strange)).Dispose();
    }

    /// <summary>The files that the process has in its memory.</summary>
    private static string Loaded(ServerProcess server) => File.ReadAllText($"/proc/{server.ProcessId}/maps");
}
