using Haggle.Dialects.Tests.Native;
using Haggle.Testing;

namespace Haggle.Dialects.Tests.Lais;

public sealed class FramesOnSqlite(SqliteServer server) : FrameTests(server);

public sealed class FramesOnPostgreSql(PostgreSqlServer server) : FrameTests(server);

/// <summary>The socket at its edges: what frames look like, how sockets end. Source: contracts/lais.md, "WebSocket".</summary>
public abstract class FrameTests(NativeServer server) : LaisRoutes(server)
{
    [Fact]
    public async Task Text_is_inert_in_a_frame_and_comes_back_exactly_and_a_sender_is_unregistered_unless_it_says_otherwise()
    {
        var (chat, buyer, seller) = await PairAsync();
        await using var raw = await TextSocket.ConnectAsync(Address, $"{Door}/ws/{chat}?user_id={seller}");
        await using var sender = await ConnectAsync(chat, buyer);
        const string Text = "5 < 7 & \"x\" <img src=x onerror=alert(1)>\r\n\u2028";
        await sender.SayAsync(new { type = "message", message_text = Text });
        Assert.False((await MessageAsync(sender, Text)).GetProperty("message").GetProperty("sender_is_registered").GetBoolean());
        var frame = await raw.Frames.FirstAsync(frame => frame.Contains("\"message\"", StringComparison.Ordinal), "the message");
        foreach (var mark in new[] { "<", ">", "&" })
            Assert.DoesNotContain(mark, frame, StringComparison.Ordinal);
        Assert.Contains(@"5 \u003C 7 \u0026", frame, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_socket_that_breaks_off_is_told_of_like_one_that_says_goodbye()
    {
        var (chat, buyer, seller) = await PairAsync();
        await using var stays = await ConnectAsync(chat, buyer);
        await using var tab = await ConnectAsync(chat, buyer);
        await using var breaks = await ConnectAsync(chat, seller);
        await FrameAsync(stays, "online_users", frame => Users(frame).Contains(seller));
        breaks.Abort();
        foreach (var socket in new[] { stays, tab })
            Assert.Equal(seller, (await FrameAsync(socket, "user_disconnected")).GetProperty("user_id").GetString());
    }

    [Fact]
    public async Task A_frame_of_64_KiB_is_read_whatever_fills_it_and_after_a_frame_too_long_the_others_learn_that_its_sender_is_gone()
    {
        var (chat, buyer, seller) = await PairAsync();
        await using var sender = await ConnectAsync(chat, buyer);
        await using var other = await ConnectAsync(chat, seller);
        const string Frame = """{"type":"message","message_text":"hello","ignored":"#"}""";
        await sender.SendTextAsync(Frame.Replace("#", new string('x', (64 * 1024) - Frame.Length + 1), StringComparison.Ordinal));
        await MessageAsync(other, "hello");
        await sender.SendTextAsync(Frame.Replace("#", new string('x', (64 * 1024) - Frame.Length + 2), StringComparison.Ordinal));
        Assert.Equal(1009, await sender.ClosedAsync());
        Assert.Equal(buyer, (await FrameAsync(other, "user_disconnected")).GetProperty("user_id").GetString());
        Assert.Single((await GetAsync($"/chats/{chat}/messages")).Is(200).Body.EnumerateArray());
    }

    [Fact]
    public async Task Typing_and_reading_are_not_told_in_other_chats_and_typing_ends_with_its_socket()
    {
        var (chat, buyer, seller) = await PairAsync();
        var (elsewhere, _, _) = await PairAsync();
        await using var other = await ConnectAsync(chat, seller);
        await using var outside = await ConnectAsync(elsewhere, seller);
        await using (var writer = await ConnectAsync(chat, buyer))
        {
            await writer.SayAsync(new { type = "typing", is_typing = true });
            await FrameAsync(other, "typing", frame => frame.GetProperty("is_typing").GetBoolean());
            await writer.SayAsync(new { type = "read" });
            await FrameAsync(other, "messages_read");
        }
        await FrameAsync(other, "typing", frame => !frame.GetProperty("is_typing").GetBoolean());
        await outside.SayAsync(new { type = "message", message_text = "end" });
        await MessageAsync(outside, "end");
        Assert.DoesNotContain(outside.Frames.All, frame => Type(frame) is "typing" or "messages_read" or "user_disconnected");
    }

    [Fact]
    public async Task A_read_over_REST_of_nothing_new_tells_nobody_and_a_reader_who_has_other_tabs_hears_of_itself_there()
    {
        var (chat, buyer, seller) = await PairAsync();
        await using var tab = await ConnectAsync(chat, seller);
        (await PostAsync($"/chats/{chat}/read?user_id={seller}")).Is(200);
        (await SayAsync(chat, buyer, "one")).Is(200);
        Assert.Equal(1, (await PostAsync($"/chats/{chat}/read?user_id={seller}")).Is(200)["marked_as_read"].GetInt32());
        var read = await FrameAsync(tab, "messages_read");
        Assert.Equal((seller, 1), (read.GetProperty("user_id").GetString(), read.GetProperty("count").GetInt32()));
        Assert.Single(tab.Frames.All, frame => Type(frame) == "messages_read");
    }
}
