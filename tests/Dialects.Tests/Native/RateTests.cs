using System.Net.Http.Headers;
using System.Net.Http.Json;
using Haggle.Testing;

namespace Haggle.Dialects.Tests.Native;

/// <summary>A server with its limits on, which all others in these tests have off.</summary>
public sealed class RateTests
{
    [Fact]
    public async Task Too_much_of_a_thing_is_answered_with_when_to_come_back()
    {
        await using var server = await ServerProcess.StartAsync(new Dictionary<string, string> { ["RATE_LIMIT_CHATS_PER_MIN"] = "2", ["RATE_LIMIT_MESSAGES_PER_SEC"] = "1" });
        using var api = new NativeApi(server.Address);
        var (olga, ivan) = (await api.RegisterAsync("Olga"), await api.RegisterAsync("Ivan"));
        var chat = await api.OpenDirectAsync(olga, ivan);
        await CheckAsync(server, olga, "/api/v1/chats/group", new { title = "Cyclists" });
        Assert.Equal(chat, await api.OpenDirectAsync(olga, ivan)); // what is there already costs nothing
        await CheckAsync(server, olga, "/api/v1/messages", new { chat_id = chat, content = "Hello" });
    }

    /// <summary>Repeats a call, sooner or later in vain.</summary>
    private static async Task CheckAsync(ServerProcess server, NativePerson caller, string path, object body)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", caller.AccessToken);
        for (var turn = 0; turn < 1_000; turn++)
        {
            using var response = await http.PostAsJsonAsync(path, body);
            if ((int)response.StatusCode == 201)
                continue;
            Assert.Equal(429, (int)response.StatusCode);
            Assert.InRange(response.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(2));
            Assert.Equal("rate_limited", (await response.Content.ReadFromJsonAsync<Dictionary<string, object>>())!["code"].ToString());
            return;
        }
        Assert.Fail($"A thousand calls of {path} were taken.");
    }
}
