using System.Net;
using Haggle.Integrations.AuthService;
using Haggle.Testing;

namespace Haggle.Server.Tests.Identity;

/// <summary>Tokens that the marketplace's auth service is asked about. Source: contracts/gametrade.md.</summary>
public sealed class AuthServiceTests : IAsyncLifetime
{
    private readonly AuthStandIn auth = new();
    private ServerProcess? server;
    private HttpClient? http;

    public async ValueTask InitializeAsync()
    {
        server = await ServerProcess.StartAsync(new Dictionary<string, string> { ["AUTH_SERVICE_URL"] = auth.Address.ToString() }, TestContext.Current.CancellationToken);
        http = new HttpClient { BaseAddress = server.Address };
    }

    public async ValueTask DisposeAsync()
    {
        http?.Dispose();
        if (server is not null)
            await server.DisposeAsync();
        await auth.DisposeAsync();
    }

    [Fact]
    public async Task A_person_that_the_service_vouches_for_is_let_in_under_its_number_and_name()
    {
        var me = await MeAsync(auth.SignIn(17, "anna", ["user"]));
        Assert.Equal((200, "anna"), (me.Status, me.Name));
        Assert.Equal(me.Id, (await MeAsync(auth.SignIn(17, "anna", ["user"]))).Id);
        Assert.NotEqual(me.Id, (await MeAsync(auth.SignIn(18, null, []))).Id);
    }

    [Fact]
    public async Task Whoever_the_service_does_not_vouch_for_is_refused()
    {
        Assert.Equal(401, (await MeAsync("eyJhbGciOiJIUzI1NiJ9.e30.unknown")).Status);
        Assert.Equal(401, (await MeAsync(auth.SignIn(19, "over", ["user"], new { sub = "19", exp = 1 }))).Status);
        foreach (var doubt in new[] { HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden, HttpStatusCode.NotFound })
        {
            var token = auth.SignIn(20, "doubtful", ["admin"]);
            auth.Doubt(token, doubt);
            Assert.Equal(401, (await MeAsync(token)).Status);
        }
    }

    [Fact]
    public async Task A_no_is_never_remembered_and_a_yes_only_for_seconds()
    {
        var token = auth.SignIn(21, "late", ["user"]);
        auth.Doubt(token, HttpStatusCode.Forbidden);
        Assert.Equal(401, (await MeAsync(token)).Status);
        Assert.Equal(401, (await MeAsync(token)).Status);
        Assert.Equal(2, auth.Asked);
        var good = auth.SignIn(21, "late", ["user"]);
        for (var i = 0; i < 20; i++)
            Assert.Equal(200, (await MeAsync(good)).Status);
        Assert.InRange(auth.Asked, 3, 6);
    }

    [Fact]
    public async Task While_the_service_is_away_nobody_new_gets_in_and_everybody_may_come_back_later()
    {
        var token = auth.SignIn(22, "patient", ["user"]);
        await auth.StopAsync();
        Assert.Equal(503, (await MeAsync(token)).Status);
        auth.Start();
        auth.Trouble = HttpStatusCode.InternalServerError;
        Assert.Equal(503, (await MeAsync(token)).Status);
        auth.Trouble = null;
        Assert.Equal(200, (await MeAsync(token)).Status);
    }

    [Fact]
    public async Task A_role_counts_while_its_token_does_and_is_not_kept()
    {
        var moderator = await MeAsync(auth.SignIn(23, "judge", ["user", "moderator"]));
        Assert.Equal("moderator", moderator.Role);
        Assert.Equal("admin", (await MeAsync(auth.SignIn(23, "judge", ["admin"]))).Role);
        Assert.Equal("user", (await MeAsync(auth.SignIn(23, "judge", ["user"]))).Role);
    }

    [Fact]
    public async Task A_service_that_does_not_answer_is_not_waited_for_for_ever()
    {
        using var impatient = new AuthService(auth.Address, TimeSpan.FromMilliseconds(100));
        auth.Slowness = new TaskCompletionSource();
        await Assert.ThrowsAsync<HttpRequestException>(() => impatient.AskAsync(auth.SignIn(24, "slow", []), TestContext.Current.CancellationToken));
        auth.Slowness.SetResult();
    }

    private async Task<(int Status, long Id, string? Name, string? Role)> MeAsync(string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/users/me");
        request.Headers.Authorization = new("Bearer", token);
        using var answer = await http!.SendAsync(request, TestContext.Current.CancellationToken);
        if (!answer.IsSuccessStatusCode)
            return ((int)answer.StatusCode, 0, null, null);
        var me = System.Text.Json.JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        return ((int)answer.StatusCode, me.GetProperty("id").GetInt64(), me.GetProperty("display_name").GetString(), me.GetProperty("role").GetString());
    }
}
