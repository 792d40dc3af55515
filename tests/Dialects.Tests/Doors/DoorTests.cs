using System.Net.Http.Json;
using System.Text.Json;
using Haggle.Dialects.Tests.Native;

namespace Haggle.Dialects.Tests.Doors;

public sealed class DoorsOnSqlite(SqliteServer server) : DoorTests(server);

public sealed class DoorsOnPostgreSql(PostgreSqlServer server) : DoorTests(server);

/// <summary>One chat, looked at through every door at once.</summary>
public abstract class DoorTests(NativeServer server) : IAsyncLifetime
{
    private const int Each = 8;

    private static int lastNumber = Random.Shared.Next(500_000_000, 600_000_000);

    private Talk talk = null!;

    public static TheoryData<string> SellersDoors => ["native", "windi", "boards", "gametrade"];

    public async ValueTask InitializeAsync()
    {
        await server.ReadyAsync();
        var (listing, seller, buyer) = (Interlocked.Increment(ref lastNumber), Interlocked.Increment(ref lastNumber), $"{Guid.NewGuid()}");
        using var http = new HttpClient { BaseAddress = server.Address };
        var chat = (await PostAsync(http, "/lais/api/chat/chats", new { iphone_id = listing, seller_id = seller, buyer_id = buyer })).GetProperty("id").GetInt64();
        await PostAsync(http, $"/lais/api/chat/chats/{chat}/messages", new { message_text = "Is it still there?", sender_id = buyer });
        http.DefaultRequestHeaders.Add("X-Api-Key", server.ServerKey);
        var minted = await PostAsync(http, "/api/v1/tokens", new { external_id = $"{seller}" });
        talk = new Talk(server.Address, chat, buyer, $"{seller}", minted.GetProperty("user").GetProperty("id").GetInt64(), minted.GetProperty("access_token").GetString()!);
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task What_each_client_fetched_and_heard_since_is_what_it_would_fetch_afresh_and_all_show_the_same()
    {
        var doors = await Task.WhenAll(
            LaisDoor.OpenAsync(talk), BoardsDoor.OpenAsync(talk, "buyer"),
            OpenAsync("native"), OpenAsync("windi"), OpenAsync("boards"), OpenAsync("gametrade"));
        await Task.WhenAll(doors.Select(door => door.LookAsync()));
        await Task.WhenAll(doors.Select(async (door, at) =>
        {
            for (var number = 0; number < Each; number++)
                await door.SayAsync($"{number} by {door.Name} {at}");
        }));
        var expected = await doors[0].KnownAsync(1 + Each * doors.Length);
        Assert.Equal(expected.Count, expected.Distinct().Count());
        foreach (var door in doors)
        {
            Assert.Equal(expected, await door.KnownAsync(expected.Count));
            Assert.Equal(expected, await door.HistoryAsync());
        }
        Assert.Equal(4 * Each, expected.Count(line => line.IsSellers));
        foreach (var door in doors)
            await door.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(SellersDoors))]
    public async Task What_is_read_through_one_door_is_read_behind_all(string name)
    {
        await using var buyer = (LaisDoor)await LaisDoor.OpenAsync(talk);
        await using var app = (NativeDoor)await OpenAsync("native");
        Assert.Equal((false, 1), (await buyer.IsAllReadAsync(), await app.UnreadAsync()));
        await using (var door = await OpenAsync(name))
            await door.ReadAsync();
        Assert.Equal((true, 0), (await buyer.IsAllReadAsync(), await app.UnreadAsync()));
    }

    private Task<Door> OpenAsync(string name) => name switch
    {
        "native" => NativeDoor.OpenAsync(talk),
        "windi" => WindiDoor.OpenAsync(talk),
        "boards" => BoardsDoor.OpenAsync(talk, "seller"),
        _ => GameTradeDoor.OpenAsync(talk),
    };

    private static async Task<JsonElement> PostAsync(HttpClient http, string path, object body)
    {
        using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), JsonContent.Create(body, body.GetType()));
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
