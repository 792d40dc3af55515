using System.Net;
using Haggle.Server.Settings;
using Haggle.Testing;
using Microsoft.Extensions.Configuration;

namespace Haggle.Server.Tests.Metrics;

/// <summary>Who may read <c>/metrics</c>: SECURITY.md, "Who may do what to whom".</summary>
public sealed class MetricsAccessTests
{
    private const string Token = "a-token-of-the-operator";

    [Fact]
    public async Task Without_a_token_only_this_machine_may_read_them_and_only_without_a_proxy()
    {
        await using var server = await ServerProcess.StartAsync(new Dictionary<string, string> { ["TRUSTED_PROXIES"] = "127.0.0.1" });
        Assert.Equal(HttpStatusCode.OK, await AskAsync(server));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(server, ("Host", "localhost")));
        Assert.Equal(HttpStatusCode.NotFound, await AskAsync(server, ("X-Forwarded-For", "203.0.113.9"))); // the address is that of whom the proxy speaks for
        Assert.Equal(HttpStatusCode.NotFound, await AskAsync(server, ("Host", "chat.example"))); // a name that somebody has pointed here
        Assert.Equal(HttpStatusCode.NotFound, await AskAsync(server, ("Authorization", $"Bearer {Token}"), ("X-Forwarded-For", "203.0.113.9")));
    }

    [Theory]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    [InlineData("X-Forwarded-Proto", "https")]
    [InlineData("X-Real-IP", "127.0.0.1")]
    [InlineData("Forwarded", "for=127.0.0.1")]
    [InlineData("Via", "1.1 proxy")]
    [InlineData("Origin", "https://elsewhere.example")]
    public async Task A_proxy_or_a_page_on_this_machine_is_not_this_machine(string header, string value)
    {
        await using var server = await ServerProcess.StartAsync(new Dictionary<string, string> { ["CORS_ALLOW_ORIGINS"] = "*" });
        Assert.Equal(HttpStatusCode.NotFound, await AskAsync(server, (header, value)));
    }

    [Fact]
    public async Task With_a_token_whoever_has_it_may_read_them_and_nobody_else()
    {
        await using var server = await ServerProcess.StartAsync(
            new Dictionary<string, string> { ["TRUSTED_PROXIES"] = "127.0.0.1", ["METRICS_TOKEN"] = Token });
        Assert.Equal(HttpStatusCode.OK, await AskAsync(server, ("Authorization", $"Bearer {Token}"), ("X-Forwarded-For", "203.0.113.9")));
        Assert.Equal(HttpStatusCode.NotFound, await AskAsync(server));
        foreach (var wrong in (string[])["", "Bearer", "Bearer ", $"Bearer {Token}x", $"Bearer {Token[..^1]}", $"Basic {Token}", Token])
            Assert.Equal(HttpStatusCode.NotFound, await AskAsync(server, ("Authorization", wrong)));
        Assert.Equal(HttpStatusCode.NotFound, await AskAsync(server, path: $"/metrics?token={Token}"));
        Assert.DoesNotContain(server.Output.All, line => line.Contains(Token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_may_not_read_them_is_told_what_is_told_of_a_page_that_there_is_not()
    {
        await using var server = await ServerProcess.StartAsync(new Dictionary<string, string> { ["METRICS_TOKEN"] = Token });
        using var http = new HttpClient { BaseAddress = server.Address };
        Assert.Equal(await http.GetStringOfAsync("/nothing-of-the-kind"), await http.GetStringOfAsync("/metrics"));
    }

    [Fact]
    public void A_token_that_could_be_guessed_stops_the_start()
        => Assert.Throws<WrongSettingException>(() => ServerSettings.Read(
            new ConfigurationBuilder().AddInMemoryCollection([new("METRICS_TOKEN", Token[..15])]).Build()));

    private static Task<HttpStatusCode> AskAsync(ServerProcess server, params (string Name, string Value)[] headers) => AskAsync(server, "/metrics", headers);

    private static async Task<HttpStatusCode> AskAsync(ServerProcess server, string path, params (string Name, string Value)[] headers)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await http.SendAsync(request);
        return answer.StatusCode;
    }
}

file static class Asking
{
    public static async Task<string> GetStringOfAsync(this HttpClient http, string path)
    {
        using var answer = await http.GetAsync(path);
        return $"{(int)answer.StatusCode} {answer.Content.Headers.ContentType} {await answer.Content.ReadAsStringAsync()}";
    }
}
