using System.Text.Json;

namespace Haggle.Dialects.Tests.Native.Routes;

public sealed class SyncRoutesOnSqlite(SqliteServer server) : SyncRoutes(server);

public sealed class SyncRoutesOnPostgreSql(PostgreSqlServer server) : SyncRoutes(server);

public abstract class SyncRoutes(NativeServer server) : NativeRoutes(server)
{
    [Fact]
    public async Task A_client_gets_what_it_lacks_and_no_more()
    {
        var (olga, ivan, chat) = await DirectAsync();
        var first = await SayAsync(olga, chat, "Helo");
        await SayAsync(olga, chat, "Are you there?");
        var before = (await Wire.GetAsync($"/chats/{chat}", ivan)).Is(200);
        var (seq, revision) = (before["last_seq"].GetInt64(), before["revision"].GetInt64());
        Assert.Empty((await SyncAsync(chat, seq, revision))["chats"].EnumerateArray());

        (await Wire.PatchAsync($"/messages/{first}", olga, new { content = "Hello" })).Is(200);
        var third = await SayAsync(olga, chat, "Hello?");
        var news = Assert.Single((await SyncAsync(chat, seq, revision))["chats"].EnumerateArray());
        Assert.Equal([third], Ids(news.GetProperty("messages")));
        Assert.Equal([first], Ids(news.GetProperty("changed")));
        Assert.Equal((false, false), (news.GetProperty("more").GetBoolean(), news.GetProperty("reset").GetBoolean()));

        async Task<Answer> SyncAsync(long id, long haveSeq, long haveRevision)
            => (await Wire.PostAsync("/sync", ivan, new { chats = new[] { new[] { id, haveSeq, haveRevision } } })).Is(200);
    }

    [Fact]
    public async Task New_chats_come_whole_and_chats_of_others_are_said_to_be_gone()
    {
        var (olga, ivan, chat) = await DirectAsync();
        await SayAsync(olga, chat);
        var (_, _, strange) = await DirectAsync();
        var answer = (await Wire.PostAsync("/sync", ivan, new { chats = new[] { new[] { strange, 0, 0 }, [999_999_999, 5, 5] } })).Is(200);
        Assert.Equal(chat, Assert.Single(answer["chats"].EnumerateArray()).GetProperty("chat").GetProperty("id").GetInt64());
        Assert.Equal([strange, 999_999_999], answer["removed_chat_ids"].EnumerateArray().Select(id => id.GetInt64()).Order());
        Assert.Equal(1, answer["unread"].GetProperty("messages").GetInt32());
        Assert.Single((await Wire.PostAsync("/sync", ivan, new { })).Is(200)["chats"].EnumerateArray());
    }

    [Fact]
    public async Task A_long_absence_is_caught_up_in_steps_and_an_unknown_position_begins_anew()
    {
        var (olga, ivan, chat) = await DirectAsync();
        for (var number = 0; number < 5; number++)
            await SayAsync(olga, chat);
        var step = (await Wire.PostAsync("/sync", ivan, new { chats = new[] { new[] { chat, 1, 2 } }, limit_per_chat = 2 })).Is(200)["chats"][0];
        Assert.Equal((2, true), (step.GetProperty("messages").GetArrayLength(), step.GetProperty("more").GetBoolean()));
        var reset = (await Wire.PostAsync("/sync", ivan, new { chats = new[] { new[] { chat, 100, 200 } } })).Is(200)["chats"][0];
        Assert.Equal((5, true), (reset.GetProperty("messages").GetArrayLength(), reset.GetProperty("reset").GetBoolean()));
    }

    [Fact]
    public async Task Mistakes_are_refused()
    {
        var olga = await OlgaAsync();
        (await Wire.PostAsync("/sync", olga, new { chats = new[] { new[] { 1, 2 } } })).IsInvalid("body.chats");
        (await Wire.PostAsync("/sync", olga, """{"chats": [null]}""")).IsInvalid("body.chats");
        (await Wire.PostAsync("/sync", olga, """{"chats": [["a", 1, 1]]}""")).IsInvalid("body.chats");
        (await Wire.PostAsync("/sync", olga, new { chats = new[] { new[] { 1, -2, 0 } } })).IsInvalid("body.chats");
        (await Wire.PostAsync("/sync", olga, new { limit_per_chat = 0 })).IsInvalid("body.limit_per_chat");
        (await Wire.PostAsync("/sync", olga, new { chats = Enumerable.Range(1, 10_001).Select(id => new[] { id, 0, 0 }) })).IsInvalid("body.chats");
    }

    private static IEnumerable<long> Ids(JsonElement messages) => messages.EnumerateArray().Select(message => message.GetProperty("id").GetInt64());
}
