using System.Text.Json;

namespace Haggle.Dialects.Tests.Native.Routes;

public sealed class ReceiptRoutesOnSqlite(SqliteServer server) : ReceiptRoutes(server);

public sealed class ReceiptRoutesOnPostgreSql(PostgreSqlServer server) : ReceiptRoutes(server);

public abstract class ReceiptRoutes(NativeServer server) : NativeRoutes(server)
{
    [Fact]
    public async Task Reading_moves_forward_only_and_never_past_the_last_message()
    {
        var (olga, ivan, chat) = await DirectAsync();
        for (var number = 0; number < 3; number++)
            await SayAsync(olga, chat);
        Assert.Equal((2, 1), await ReadAsync(2));
        Assert.Equal((2, 1), await ReadAsync(1));
        Assert.Equal((3, 0), await ReadAsync(99));
        (await Wire.PutAsync($"/chats/{chat}/read", ivan, new { up_to_seq = -1 })).IsInvalid("body.up_to_seq");
        (await Wire.PutAsync($"/chats/{chat}/read", ivan, new { })).IsInvalid("body.up_to_seq");

        async Task<(long, int)> ReadAsync(long seq)
        {
            var answer = (await Wire.PutAsync($"/chats/{chat}/read", ivan, new { up_to_seq = seq })).Is(200);
            return (answer["last_read_seq"].GetInt64(), answer["unread_count"].GetInt32());
        }
    }

    [Fact]
    public async Task An_author_sees_who_has_got_and_read_a_message()
    {
        var (olga, ivan, chat) = await DirectAsync();
        var said = await SayAsync(olga, chat);
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), await ReceiptAsync());
        (await Wire.PutAsync($"/chats/{chat}/delivered", ivan, new { up_to_seq = 1 })).Is(204);
        Assert.Equal((JsonValueKind.String, JsonValueKind.Null), await ReceiptAsync());
        (await Wire.PutAsync($"/chats/{chat}/read", ivan, new { up_to_seq = 1 })).Is(200);
        Assert.Equal((JsonValueKind.String, JsonValueKind.String), await ReceiptAsync());
        (await Wire.GetAsync($"/messages/{said}/receipts", ivan)).Is(403, "forbidden");
        (await Wire.PatchAsync("/users/me", ivan, new { read_receipts = false })).Is(200);
        Assert.Equal((JsonValueKind.String, JsonValueKind.Null), await ReceiptAsync());

        async Task<(JsonValueKind, JsonValueKind)> ReceiptAsync()
        {
            var receipt = Assert.Single((await Wire.GetAsync($"/messages/{said}/receipts", olga)).Is(200).Items);
            Assert.Equal(ivan.Id, receipt.GetProperty("user_id").GetInt64());
            return (receipt.GetProperty("delivered_at").ValueKind, receipt.GetProperty("read_at").ValueKind);
        }
    }

    [Fact]
    public async Task What_waits_is_counted_by_chats_and_messages_and_muted_chats_apart()
    {
        var (olga, ivan, chat) = await DirectAsync();
        await SayAsync(olga, chat);
        await SayAsync(olga, chat);
        Assert.Equal((1, 2, 0), await CountAsync());
        (await Wire.PutAsync($"/chats/{chat}/settings", ivan, new { muted_until = "2040-01-01T00:00:00Z" })).Is(200);
        Assert.Equal((0, 0, 1), await CountAsync());
        (await Wire.PutAsync($"/chats/{chat}/settings", ivan, new { muted_until = (string?)null })).Is(200);
        (await Wire.PostAsync("/chats/read-all", ivan)).Is(204);
        Assert.Equal((0, 0, 0), await CountAsync());
        Assert.Equal(2, (await Wire.GetAsync($"/chats/{chat}", ivan))["my"].GetProperty("last_read_seq").GetInt64());

        async Task<(int, int, int)> CountAsync()
        {
            var count = (await Wire.GetAsync("/chats/unread-count", ivan)).Is(200);
            return (count["chats"].GetInt32(), count["messages"].GetInt32(), count["muted_chats"].GetInt32());
        }
    }

    [Fact]
    public async Task A_mark_set_by_hand_stays_until_the_chat_is_read()
    {
        var (olga, ivan, chat) = await DirectAsync();
        await SayAsync(olga, chat);
        (await Wire.PutAsync($"/chats/{chat}/read", ivan, new { up_to_seq = 1 })).Is(200);
        (await Wire.PostAsync($"/chats/{chat}/unread", ivan)).Is(204);
        var marked = (await Wire.GetAsync($"/chats/{chat}", ivan))["my"];
        Assert.Equal((true, 1), (marked.GetProperty("marked_unread").GetBoolean(), marked.GetProperty("last_read_seq").GetInt64()));
        Assert.Equal([chat], (await Wire.GetAsync("/chats?unread=true", ivan)).Ids);
        (await Wire.PutAsync($"/chats/{chat}/read", ivan, new { up_to_seq = 1 })).Is(200);
        Assert.False((await Wire.GetAsync($"/chats/{chat}", ivan))["my"].GetProperty("marked_unread").GetBoolean());
    }
}
