using System.Net;
using System.Text.Json;
using Haggle.Testing;

namespace Haggle.Dialects.Tests.Lais;

/// <summary>The limits as they are when nobody sets them; the other tests run without any. Source: contracts/lais.md, "Limits".</summary>
public sealed class LimitTests
{
    /// <summary>The defaults: a server of these tests has no limits unless it is told.</summary>
    private static readonly Dictionary<string, string> Defaults = new()
    {
        ["RATE_LIMIT_MESSAGES_PER_SEC"] = "10",
        ["RATE_LIMIT_COMMANDS_PER_SEC"] = "20",
        ["RATE_LIMIT_CHATS_PER_MIN"] = "10",
        ["RATE_LIMIT_REQUESTS_PER_SEC"] = "100",
    };

    [Fact]
    public async Task One_sender_says_150_at_once_and_after_that_is_told_when_to_come_back_and_nothing_is_stored()
    {
        await using var server = await ServerProcess.StartAsync(Defaults);
        using var http = new HttpClient { BaseAddress = new Uri(server.Address, "/lais/api/chat/") };
        Assert.Equal(HttpStatusCode.OK, (await OpenAsync(http, 1, "3")).StatusCode);
        await using var socket = await JsonSocket.ConnectAsync(server.Address, "/lais/api/chat/ws/1?user_id=3");
        for (var i = 0; i < 150; i++)
            await socket.SayAsync(new { type = "message", message_text = $"{i}" });
        await LaisRoutes.MessageAsync(socket, "149");
        Assert.DoesNotContain(socket.Frames.All, frame => LaisRoutes.Type(frame) == "error");

        var (taken, refused) = (150, default(HttpResponseMessage));
        while (refused is null && taken < 1_000)
        {
            var answer = await PostAsync(http, "chats/1/messages", $$"""{"message_text":"{{taken}}","sender_id":"3"}""");
            (taken, refused) = answer.StatusCode == HttpStatusCode.OK ? (taken + 1, null) : (taken, answer);
        }
        Assert.Equal(HttpStatusCode.TooManyRequests, refused?.StatusCode);
        Assert.True(refused!.Headers.RetryAfter!.Delta >= TimeSpan.FromSeconds(1));
        Assert.NotEmpty(JsonElement.Parse(await refused.Content.ReadAsStringAsync()).GetProperty("detail").GetString()!);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(http, "chats/1/messages", """{"message_text":"another","sender_id":"2"}""")).StatusCode);
        var history = await http.GetStringAsync(new Uri("chats/1/messages?limit=500", UriKind.Relative));
        Assert.Equal(taken + 1, JsonElement.Parse(history).GetArrayLength());

        // A socket that talks on is told so, and stays.
        for (var i = 0; i < 100; i++)
            await socket.SayAsync(new { type = "message", message_text = "more" });
        await LaisRoutes.FrameAsync(socket, "error", frame => frame.GetProperty("code").GetString() == "rate_limited");
    }

    [Fact]
    public async Task One_address_makes_600_chats_opens_600_sockets_and_calls_1500_times_more_and_one_buyer_makes_600_also_by_looking()
    {
        await using var server = await ServerProcess.StartAsync(Defaults);
        using var http = new HttpClient { BaseAddress = new Uri(server.Address, "/lais/api/chat/") };
        var made = await EachAsync(600, async number => await OpenAsync(http, number, $"{number}"));
        Assert.All(made, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        var sockets = await EachAsync(600, number => JsonSocket.ConnectAsync(server.Address, $"/lais/api/chat/ws/{number}?user_id={number}"));
        var called = await EachAsync(1_500, number => http.GetAsync(new Uri($"chats/{1 + (number % 600)}/info", UriKind.Relative)));
        Assert.All(called, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        foreach (var socket in sockets)
            await LaisRoutes.FrameAsync(socket, "online_users");
        await Task.WhenAll(sockets.Select(async socket => await socket.DisposeAsync()));

        // One buyer makes as many, and looking is making.
        async Task<HttpStatusCode> LookAsync(int iphone)
        {
            using var answer = await http.GetAsync(new Uri($"chats/find?iphone_id={iphone}&seller_id=2&buyer_id=9000", UriKind.Relative));
            return answer.StatusCode;
        }
        var looked = await UntilRefusedAsync(number => LookAsync(10_000 + number));
        Assert.InRange(looked, 600, 2_000);
        Assert.Equal(HttpStatusCode.OK, await LookAsync(10_000)); // what is there is found
        await UntilRefusedAsync(async number => (await OpenAsync(http, 20_000 + number, "9000")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await OpenAsync(http, 20_000, "9001")).StatusCode); // and another one makes more
    }

    /// <returns>How often it worked before.</returns>
    private static async Task<int> UntilRefusedAsync(Func<int, Task<HttpStatusCode>> call)
    {
        for (var done = 0; done < 2_000; done++)
            if (await call(done) is var status and not HttpStatusCode.OK)
            {
                Assert.Equal(HttpStatusCode.TooManyRequests, status);
                return done;
            }
        throw new InvalidOperationException("It is never refused.");
    }

    [Fact]
    public async Task An_address_that_asks_too_often_is_told_so_in_a_way_that_a_page_of_the_site_can_read_and_probes_are_let_through()
    {
        await using var server = await ServerProcess.StartAsync(new Dictionary<string, string> { ["RATE_LIMIT_REQUESTS_PER_SEC"] = "1" });
        using var http = new HttpClient { BaseAddress = new Uri(server.Address, "/lais/api/chat/") };
        http.DefaultRequestHeaders.Add("Origin", "http://localhost:8080");
        var answers = await EachAsync(300, _ => http.GetAsync(new Uri("chats/1/info", UriKind.Relative)));
        var refused = answers.First(answer => answer.StatusCode == HttpStatusCode.TooManyRequests); // thirty at once and ten a second
        Assert.Equal("http://localhost:8080", Assert.Single(refused.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Equal("true", Assert.Single(refused.Headers.GetValues("Access-Control-Allow-Credentials")));
        Assert.Equal("Retry-After", Assert.Single(refused.Headers.GetValues("Access-Control-Expose-Headers")));
        Assert.Contains("Origin", refused.Headers.Vary);
        Assert.True(refused.Headers.RetryAfter!.Delta >= TimeSpan.FromSeconds(1));
        Assert.NotEmpty(JsonElement.Parse(await refused.Content.ReadAsStringAsync()).GetProperty("detail").GetString()!);
        foreach (var _ in answers)
            Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri(server.Address, "/lais/health"))).StatusCode);
    }

    private static async Task<T[]> EachAsync<T>(int count, Func<int, Task<T>> work)
    {
        var done = new T[count];
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) => done[i] = await work(i + 1));
        return done;
    }

    private static Task<HttpResponseMessage> OpenAsync(HttpClient http, int iphone, string buyer)
        => PostAsync(http, "chats", $$"""{"iphone_id":{{iphone}},"seller_id":2,"buyer_id":"{{buyer}}"}""");

    private static Task<HttpResponseMessage> PostAsync(HttpClient http, string path, string body)
        => http.PostAsync(new Uri(path, UriKind.Relative), new StringContent(body, null, "application/json"));
}
