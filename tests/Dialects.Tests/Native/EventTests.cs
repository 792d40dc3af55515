using System.Text.Json;
using Haggle.Testing;

namespace Haggle.Dialects.Tests.Native;

public sealed class EventsOnSqlite(SqliteServer server) : EventTests(server);

public sealed class EventsOnPostgreSql(PostgreSqlServer server) : EventTests(server);

/// <summary>What is done over REST is heard on the sockets of those whom it concerns, in order of revision, and by nobody else.</summary>
public abstract class EventTests(NativeServer server) : NativeRoutes(server)
{
    [Fact]
    public async Task The_members_hear_every_change_in_order_without_gaps()
    {
        var (olga, ivan) = (await OlgaAsync(), await IvanAsync());
        await using var hears = await ListenAsync(ivan);
        var group = (await Wire.PostAsync("/chats/group", olga, new { title = "Cyclists", member_ids = new[] { ivan.Id } })).Is(201).Id;
        var said = await SayAsync(olga, group);
        (await Wire.PatchAsync($"/messages/{said}", olga, new { content = "Hello" })).Is(200);
        (await Wire.PutAsync($"/messages/{said}/reactions/{Uri.EscapeDataString("👍")}", olga)).Is(204);
        (await Wire.DeleteAsync($"/messages/{said}/reactions/{Uri.EscapeDataString("👍")}", olga)).Is(204);
        (await Wire.PutAsync($"/messages/{said}/pin", olga)).Is(204);
        (await Wire.DeleteAsync($"/messages/{said}/pin", olga)).Is(204);
        (await Wire.PutAsync($"/chats/{group}/read", ivan, new { up_to_seq = 1 })).Is(200);
        (await Wire.DeleteAsync($"/messages/{said}", olga)).Is(204);
        (await Wire.PatchAsync($"/chats/{group}", olga, new { title = "Walkers" })).Is(200);
        var anna = await AnnaAsync();
        (await Wire.PostAsync($"/chats/{group}/members", olga, new { user_ids = new[] { anna.Id } })).Is(201);
        (await Wire.PatchAsync($"/chats/{group}/members/{anna.Id}", olga, new { role = "admin" })).Is(200);
        (await Wire.DeleteAsync($"/chats/{group}/members/{anna.Id}", olga)).Is(204);
        (await Wire.PostAsync($"/chats/{group}/close", olga)).Is(200);
        (await Wire.DeleteAsync($"/chats/{group}", olga)).Is(204);
        await hears.EventAsync("chat.removed", removed => Of(removed, group));

        string[] expected =
        [
            "chat.created", "message.created", "message.updated", "reaction.added", "reaction.removed", "message.pinned", "message.unpinned", "receipt.updated",
            "message.deleted", "chat.updated", "member.added", "message.created", "member.updated", "member.removed", "message.created", "message.created", "chat.updated",
        ];
        var heard = hears.Frames.All.Where(frame => frame.Event is not ("session.started" or "unread.updated" or "chat.removed")).ToList();
        Assert.Equal(expected, heard.Select(frame => frame.Event));
        Assert.Equal(Enumerable.Range(1, expected.Length).Select(revision => (long)revision), heard.Select(frame => frame.Data.GetProperty("revision").GetInt64()));
    }

    [Fact]
    public async Task Who_is_added_gets_the_chat_and_who_is_removed_hears_why_and_then_nothing()
    {
        var (olga, ivan, group) = await GroupAsync();
        var anna = await AnnaAsync();
        await using var hears = await ListenAsync(anna);
        (await Wire.PostAsync($"/chats/{group}/members", olga, new { user_ids = new[] { anna.Id } })).Is(201);
        Assert.Equal("Cyclists", (await hears.EventAsync("chat.created", chat => chat.GetProperty("id").GetInt64() == group)).Data.GetProperty("title").GetString());
        await hears.EventAsync("message.created", line => line.GetProperty("type").GetString() == "system");
        (await Wire.DeleteAsync($"/chats/{group}/members/{anna.Id}", olga)).Is(204);
        Assert.Equal("kicked", (await hears.EventAsync("chat.removed", removed => Of(removed, group))).Data.GetProperty("reason").GetString());
        var position = hears.Frames.Count;
        await SayAsync(ivan, group, "Is she gone?");
        await hears.CommandAsync("ping", new { }); // whatever was on its way to her has come before the answer
        Assert.DoesNotContain(hears.Frames.All.Skip(position), frame => frame.Event == "message.created");
    }

    [Fact]
    public async Task My_other_devices_hear_of_my_settings_and_my_reading_and_nobody_else_does()
    {
        var (olga, ivan, chat) = await DirectAsync();
        await SayAsync(ivan, chat);
        await using var mine = await ListenAsync(olga);
        await using var his = await ListenAsync(ivan);
        (await Wire.PutAsync($"/chats/{chat}/settings", olga, new { note = "Wants cash" })).Is(200);
        Assert.Equal("Wants cash", (await mine.EventAsync("chat.settings_updated", settings => Of(settings, chat))).Data.GetProperty("my").GetProperty("note").GetString());
        (await Wire.PutAsync($"/chats/{chat}/read", olga, new { up_to_seq = 1 })).Is(200);
        Assert.Equal(0, (await mine.EventAsync("unread.updated", unread => Of(unread, chat))).Data.GetProperty("unread_count").GetInt32());
        await his.EventAsync("receipt.updated", receipt => Of(receipt, chat));
        Assert.DoesNotContain(his.Frames.All, frame => frame.Event is "chat.settings_updated" or "unread.updated");
    }

    [Fact]
    public async Task A_changed_listing_is_heard_in_its_chats_as_a_line_and_as_data()
    {
        var (olga, ivan) = (await OlgaAsync(), await IvanAsync());
        var listing = $"bike-{olga.Id}";
        (await Wire.BackendAsync(Put, $"/listings/{listing}", new { title = "Bicycle", seller_id = ivan.Id })).Is(201);
        var chat = (await Wire.PostAsync("/chats/listing", olga, new { listing_id = listing })).Is(201).Id;
        await using var hears = await ListenAsync(olga);
        (await Wire.BackendAsync(Put, $"/listings/{listing}", new { state = "sold" })).Is(200);
        var line = await hears.EventAsync("message.created", message => Of(message, chat));
        Assert.Equal("listing_changed", line.Data.GetProperty("payload").GetProperty("kind").GetString());
        Assert.Equal("sold", (await hears.EventAsync("listing.updated", update => Of(update, chat))).Data.GetProperty("listing").GetProperty("state").GetString());
    }

    private async Task<NativeSocket> ListenAsync(NativePerson person)
    {
        var socket = await NativeSocket.ConnectAsync(Server.Address, person.AccessToken);
        await socket.StartSessionAsync();
        return socket;
    }

    private static bool Of(JsonElement data, long chat) => data.GetProperty("chat_id").GetInt64() == chat;
}
