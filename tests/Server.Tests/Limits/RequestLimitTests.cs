using System.Net;
using Haggle.Testing;

namespace Haggle.Server.Tests.Limits;

public sealed class RequestLimitTests
{
    [Fact]
    public async Task An_address_that_asks_too_often_is_told_when_to_come_back_and_probes_are_always_answered()
    {
        var patience = TestContext.Current.CancellationToken;
        await using var server = await ServerProcess.StartAsync(new Dictionary<string, string> { ["RATE_LIMIT_REQUESTS_PER_SEC"] = "1" }, patience);
        using var http = new HttpClient { BaseAddress = server.Address };
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => http.GetAsync("/api/v1/users/me", patience)));
        var refused = answers.Where(answer => answer.StatusCode == HttpStatusCode.TooManyRequests).ToList();
        Assert.NotEmpty(refused); // three at once and one a second: a hundred would take more than a minute and a half
        Assert.All(refused, answer => Assert.True(answer.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1)));
        Assert.All(answers.Except(refused), answer => Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode));
        Assert.InRange(answers.Length - refused.Count, 3, 99);
        foreach (var probe in (string[])["/api/v1/health", "/api/v1/ready"])
            Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(probe, patience)).StatusCode);
    }
}
