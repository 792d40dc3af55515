namespace Haggle.Dialects.Tests.Native.Routes;

public sealed class PinRoutesOnSqlite(SqliteServer server) : PinRoutes(server);

public sealed class PinRoutesOnPostgreSql(PostgreSqlServer server) : PinRoutes(server);

public abstract class PinRoutes(NativeServer server) : NativeRoutes(server)
{
    [Fact]
    public async Task Pins_are_listed_newest_first_and_shown_with_the_chat()
    {
        var (olga, ivan, chat) = await DirectAsync();
        var (first, second) = (await SayAsync(olga, chat), await SayAsync(ivan, chat));
        (await Wire.PutAsync($"/messages/{second}/pin", olga)).Is(204);
        (await Wire.PutAsync($"/messages/{first}/pin", ivan)).Is(204);
        (await Wire.PutAsync($"/messages/{first}/pin", ivan)).Is(204);
        Assert.Equal([first, second], (await Wire.GetAsync($"/chats/{chat}/pins", ivan)).Is(200).Ids);
        Assert.Equal([first, second], (await Wire.GetAsync($"/chats/{chat}", olga))["pinned_message_ids"].EnumerateArray().Select(id => id.GetInt64()));
        (await Wire.DeleteAsync($"/messages/{first}/pin", olga)).Is(204);
        (await Wire.DeleteAsync($"/messages/{first}/pin", olga)).Is(204);
        Assert.Equal([second], (await Wire.GetAsync($"/chats/{chat}/pins", ivan)).Ids);
    }

    [Fact]
    public async Task In_a_group_those_who_lead_pin()
    {
        var (olga, ivan, group) = await GroupAsync();
        var said = await SayAsync(ivan, group);
        (await Wire.PutAsync($"/messages/{said}/pin", ivan)).Is(403, "forbidden");
        (await Wire.PutAsync($"/messages/{said}/pin", olga)).Is(204);
        (await Wire.DeleteAsync($"/messages/{said}/pin", ivan)).Is(403, "forbidden");
    }

    [Fact]
    public async Task A_chat_has_at_most_fifty_pins()
    {
        var (olga, _, chat) = await DirectAsync();
        for (var number = 0; number < 50; number++)
            (await Wire.PutAsync($"/messages/{await SayAsync(olga, chat)}/pin", olga)).Is(204);
        (await Wire.PutAsync($"/messages/{await SayAsync(olga, chat)}/pin", olga)).Is(409, "pin_limit");
    }
}
