using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Haggle.Dialects.Tests.Native;
using Haggle.Testing;

namespace Haggle.Dialects.Tests.Lais;

public sealed class CrossDoorOnSqlite(SqliteServer server) : CrossDoorTests(server);

public sealed class CrossDoorOnPostgreSql(PostgreSqlServer server) : CrossDoorTests(server);

/// <summary>A buyer who came through this door and a seller with a native client talk to each other: what each heard is what there is.</summary>
public abstract class CrossDoorTests(NativeServer server) : LaisRoutes(server)
{
    [Fact]
    public async Task What_the_seller_fetched_once_and_heard_since_is_what_a_fresh_fetch_gives()
    {
        var (chat, buyer, seller) = await PairAsync();
        (await SayAsync(chat, buyer, "before")).Is(200);
        using var http = await NativeAsync(seller);
        await using var native = await JsonSocket.ConnectAsync(Address, $"/ws?token={http.DefaultRequestHeaders.Authorization!.Parameter}");
        await using var lais = await ConnectAsync(chat, buyer);
        await native.SayAsync(new { @event = "session.start", id = "h" });
        await native.Frames.FirstAsync(frame => frame.ToString().Contains("session.started", StringComparison.Ordinal), "the session");
        var known = Texts(await FetchAsync(http, chat)).ToDictionary();

        await lais.SayAsync(new { type = "message", message_text = "from the page" });
        (await SayAsync(chat, buyer, "over REST")).Is(200);
        var sent = await http.PostAsJsonAsync("/api/v1/messages", new { chat_id = chat, content = "from the app" });
        sent.EnsureSuccessStatusCode();
        Assert.Equal(seller, (await MessageAsync(lais, "from the app")).GetProperty("message").GetProperty("sender_id").GetString());
        (await http.PutAsJsonAsync($"/api/v1/chats/{chat}/read", new { up_to_seq = 4 })).EnsureSuccessStatusCode();
        Assert.Equal((seller, 3), Read(await FrameAsync(lais, "messages_read")));
        (await PostAsync($"/chats/{chat}/read?user_id={buyer}")).Is(200);

        var fresh = Texts(await FetchAsync(http, chat)).ToDictionary();
        foreach (var id in fresh.Keys.Except(known.Keys))
        {
            var heard = await native.Frames.FirstAsync(frame => Event(frame) == "message.created" && frame.GetProperty("data").GetProperty("id").GetInt64() == id, $"message {id}");
            known[id] = heard.GetProperty("data").GetProperty("content").GetString()!;
        }
        Assert.Equal(fresh, known);
        var laisHistory = (await GetAsync($"/chats/{chat}/messages")).Is(200).Body.EnumerateArray().ToArray();
        Assert.Equal(fresh.OrderBy(one => one.Key).Select(one => one.Value), laisHistory.Select(message => message.GetProperty("message_text").GetString()));
        Assert.All(laisHistory, message => Assert.True(message.GetProperty("is_read").GetBoolean()));
    }

    [Fact]
    public async Task A_chat_that_ends_on_this_wire_ends_for_the_native_client_too()
    {
        var (chat, _, seller) = await PairAsync();
        using var http = await NativeAsync(seller);
        await FetchAsync(http, chat);
        (await DeleteAsync($"/chats/{chat}")).Is(200);
        Assert.Equal(404, (int)(await http.GetAsync($"/api/v1/chats/{chat}")).StatusCode);
    }

    /// <summary>The seller, signed in by the marketplace's backend.</summary>
    private async Task<HttpClient> NativeAsync(string seller)
    {
        var http = new HttpClient { BaseAddress = Address };
        http.DefaultRequestHeaders.Add("X-Api-Key", ServerKey);
        var minted = await http.PostAsJsonAsync("/api/v1/tokens", new { external_id = seller });
        minted.EnsureSuccessStatusCode();
        http.DefaultRequestHeaders.Remove("X-Api-Key");
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await minted.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString());
        return http;
    }

    private static async Task<JsonElement[]> FetchAsync(HttpClient http, long chat)
        => [.. (await http.GetFromJsonAsync<JsonElement>($"/api/v1/chats/{chat}/messages?limit=200")).GetProperty("items").EnumerateArray()];

    private static IEnumerable<(long Id, string Text)> Texts(JsonElement[] messages)
        => messages.Select(message => (message.GetProperty("id").GetInt64(), message.GetProperty("content").GetString()!));

    private static (string? User, int Count) Read(JsonElement frame) => (frame.GetProperty("user_id").GetString(), frame.GetProperty("count").GetInt32());

    private static string? Event(JsonElement frame) => frame.TryGetProperty("event", out var name) ? name.GetString() : null;
}
