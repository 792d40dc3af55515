namespace Haggle.Dialects.Tests.Native.Routes;

public sealed class ReactionRoutesOnSqlite(SqliteServer server) : ReactionRoutes(server);

public sealed class ReactionRoutesOnPostgreSql(PostgreSqlServer server) : ReactionRoutes(server);

public abstract class ReactionRoutes(NativeServer server) : NativeRoutes(server)
{
    [Fact]
    public async Task An_emoji_counts_once_for_each_person_and_can_be_taken_back()
    {
        var (olga, ivan, chat) = await DirectAsync();
        var said = await SayAsync(olga, chat);
        var thumb = Uri.EscapeDataString("👍🏽");
        (await Wire.PutAsync($"/messages/{said}/reactions/{thumb}", ivan)).Is(204);
        (await Wire.PutAsync($"/messages/{said}/reactions/{thumb}", ivan)).Is(204);
        (await Wire.PutAsync($"/messages/{said}/reactions/{thumb}", olga)).Is(204);
        var count = Assert.Single((await Wire.GetAsync($"/messages/{said}", ivan))["reactions"].EnumerateArray());
        Assert.Equal(("👍🏽", 2, true), (count.GetProperty("emoji").GetString(), count.GetProperty("count").GetInt32(), count.GetProperty("me").GetBoolean()));
        Assert.Equal([ivan.Id, olga.Id], (await Wire.GetAsync($"/messages/{said}/reactions", olga)).Is(200).Items.Select(one => one.GetProperty("user_id").GetInt64()));
        (await Wire.DeleteAsync($"/messages/{said}/reactions/{thumb}", ivan)).Is(204);
        (await Wire.DeleteAsync($"/messages/{said}/reactions/{thumb}", ivan)).Is(204);
        Assert.Single((await Wire.GetAsync($"/messages/{said}/reactions", olga)).Is(200).Items);
    }

    [Fact]
    public async Task What_is_no_emoji_is_refused()
    {
        var (olga, _, chat) = await DirectAsync();
        var said = await SayAsync(olga, chat);
        (await Wire.PutAsync($"/messages/{said}/reactions/yes", olga)).IsInvalid("path.emoji");
        (await Wire.PutAsync($"/messages/{said}/reactions/{Uri.EscapeDataString("👍👍")}", olga)).IsInvalid("path.emoji");
        (await Wire.DeleteAsync($"/messages/{said}/reactions/yes", olga)).IsInvalid("path.emoji");
    }

    [Fact]
    public async Task A_message_has_at_most_twenty_kinds_of_emoji()
    {
        var (olga, ivan, chat) = await DirectAsync();
        var said = await SayAsync(olga, chat);
        for (var kind = 0; kind < 20; kind++)
            (await Wire.PutAsync($"/messages/{said}/reactions/{Uri.EscapeDataString(char.ConvertFromUtf32(0x1F600 + kind))}", ivan)).Is(204);
        (await Wire.PutAsync($"/messages/{said}/reactions/{Uri.EscapeDataString("👍")}", ivan)).Is(409, "reaction_limit");
        (await Wire.PutAsync($"/messages/{said}/reactions/{Uri.EscapeDataString("😀")}", olga)).Is(204);
    }

    [Fact]
    public async Task A_block_keeps_emoji_out_as_well()
    {
        var (olga, ivan, chat) = await DirectAsync();
        var said = await SayAsync(ivan, chat);
        (await Wire.PutAsync($"/blocks/{olga.Id}", ivan)).Is(204);
        (await Wire.PutAsync($"/messages/{said}/reactions/{Uri.EscapeDataString("😡")}", olga)).Is(403, "blocked");
    }
}
