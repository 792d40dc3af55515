using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Haggle.Dialects.Tests.Native;
using Haggle.Testing;

namespace Haggle.Dialects.Tests.Boards;

public sealed class SocketsOnSqlite(SqliteServer server) : SocketTests(server);

public sealed class SocketsOnPostgreSql(PostgreSqlServer server) : SocketTests(server);

/// <summary>The socket of a thread. Source: contracts/boards.md, section 5.</summary>
public abstract class SocketTests(NativeServer server) : BoardsRoutes(server)
{
    [Fact]
    public async Task Whoever_is_not_that_side_of_the_thread_is_refused()
    {
        var (deal, other) = (await DealAsync(), await DealAsync());
        foreach (var refused in new[]
        {
            $"{deal.Thread}", $"{deal.Thread}?user_id={deal.Buyer}", $"{deal.Thread}?user_type=buyer", $"{deal.Thread}?user_id={deal.Buyer}&user_type=seller",
            $"{deal.Thread}?user_id={deal.Buyer}&user_type=Buyer", $"{deal.Thread}?user_id={deal.Buyer}&user_type=admin", $"{deal.Thread}?user_id={other.Buyer}&user_type=buyer",
            $"{deal.Thread}?user_id={NewId()}&user_type=buyer", $"{deal.Thread}?user_id=nonsense&user_type=buyer", $"nonsense?user_id={deal.Buyer}&user_type=buyer",
            $"{NewId()}?user_id={deal.Buyer}&user_type=buyer", $"{deal.Thread}?user_id={Uri.EscapeDataString("\0")}&user_type=buyer",
        })
            Assert.Equal(403, await JsonSocket.RefusedAsync(Address, $"{Door}/ws/chat/{refused}"));
        Assert.Equal(403, await JsonSocket.RefusedAsync(Address, $"{Door}/ws/chat/{deal.Thread}?user_id={deal.Buyer}&user_type=buyer", ("Origin", "https://evil.example")));
        (await CallAtAsync(Get, $"{Door}/ws/chat/{deal.Thread}?user_id={deal.Buyer}&user_type=buyer")).Is(426);
    }

    [Theory]
    [InlineData("/ws/chat/")]
    [InlineData("/api/v1/ws/chat/")]
    [InlineData("/boards/api/v1/ws/chat/")]
    public async Task The_socket_is_at_its_other_places_too_and_one_room_for_every_letter_case(string place)
    {
        var deal = await DealAsync();
        await using var buyer = await JsonSocket.ConnectAsync(
            Address, $"{place}{deal.Thread.ToUpperInvariant()}?user_id={deal.Buyer.ToUpperInvariant()}&user_type=buyer", ("Origin", "http://localhost:8082"));
        await using var seller = await SellerSocketAsync(deal);
        await HearAsync(buyer, "user_joined");
        (await SayAsSellerAsync(deal, "hello")).Is(201);
        Assert.Equal(deal.Thread, Text(await HearAsync(buyer, "message"), "thread_id"));
    }

    [Fact]
    public async Task A_posted_message_comes_to_every_socket_of_the_thread_once_and_to_no_other()
    {
        var (deal, other) = (await DealAsync(), await DealAsync());
        await using var buyer = await BuyerSocketAsync(deal);
        await using var tab = await BuyerSocketAsync(deal);
        await using var seller = await SellerSocketAsync(deal);
        await using var elsewhere = await BuyerSocketAsync(other);
        var id = NewId();
        var stored = (await SayAsBuyerAsync(deal, "Привет", id)).Is(201)["data"];
        (await SayAsBuyerAsync(deal, "Привет", id)).Is(200);
        (await SayAsSellerAsync(deal, "last")).Is(201);
        (await SayAsBuyerAsync(other, "elsewhere")).Is(201);
        foreach (var socket in new[] { buyer, tab, seller })
        {
            await HearAsync(socket, "message", "last");
            Assert.Equal(2, Heard(socket, "message"));
            var frame = await HearAsync(socket, "message", "Привет");
            Assert.Equal(["type", "thread_id", "sender_id", "sender_type", "message", "message_id", "timestamp"], frame.EnumerateObject().Select(field => field.Name));
            Assert.Equal((deal.Thread, deal.Buyer, "buyer", id), (Text(frame, "thread_id"), Text(frame, "sender_id"), Text(frame, "sender_type"), Text(frame, "message_id")));
            Assert.Equal(Text(stored, "created_at"), Text(frame, "timestamp"));
        }
        await HearAsync(elsewhere, "message", "elsewhere");
        Assert.Equal(1, Heard(elsewhere, "message"));
    }

    [Fact]
    public async Task However_the_copies_of_a_message_come_it_is_stored_once_and_told_once()
    {
        var deal = await DealAsync();
        await using var buyer = await BuyerSocketAsync(deal);
        await using var seller = await SellerSocketAsync(deal);
        var (first, second, third) = (NewId(), NewId(), NewId());
        // As the seed's buyer does: REST, then the socket.
        (await SayAsBuyerAsync(deal, "rest first", first)).Is(201);
        await buyer.SayAsync(new { type = "message", message = "rest first", message_id = first.ToUpperInvariant(), sender_id = deal.Seller, thread_id = NewId() });
        // The other way round.
        await buyer.SayAsync(new { message = "socket first", message_id = second });
        await HearAsync(seller, "message", "socket first");
        (await SayAsBuyerAsync(deal, "socket first", second)).Is(200);
        // Both at once.
        await Task.WhenAll(SayAsBuyerAsync(deal, "both", third), buyer.SayAsync(new { type = "message", message = "both", message_id = third }));
        await buyer.SayAsync(new { type = "message", message = "no id" });
        await buyer.SayAsync(new { type = "message", message = "no uuid", message_id = "msg-17" });
        foreach (var socket in new[] { buyer, seller })
        {
            await HearAsync(socket, "message", "no uuid");
            Assert.Equal(5, Heard(socket, "message"));
        }
        var history = await HistoryAsync(deal);
        Assert.Equal(["no uuid", "no id", "both", "socket first", "rest first"], history.Select(message => Text(message, "message")));
        Assert.All(history, message => Assert.Equal(deal.Buyer, Text(message, "buyer_id")));
        Assert.Equal(5, await UnreadAsync(deal.Seller, "seller"));
    }

    [Fact]
    public async Task The_copy_that_comes_over_the_old_chats_socket_is_no_message_there()
    {
        var deal = await DealAsync();
        var seller = NewId();
        var other = new Deal(Text((await StartAsync(deal.Buyer, seller)).Is(201)["data"], "id"), deal.Buyer, seller);
        await using var old = await BuyerSocketAsync(deal);
        var id = NewId();
        (await SayAsBuyerAsync(other, "to the new one", id)).Is(201);
        await old.SayAsync(new { type = "message", message = "to the new one", message_id = id });
        await HearAsync(old, "error");
        Assert.Empty(await HistoryAsync(deal));
        await old.SayAsync(new { type = "message", message = "fine" });
        await HearAsync(old, "message", "fine");
    }

    [Fact]
    public async Task Coming_and_going_is_told_to_the_other_one_alone_for_the_first_and_the_last_socket()
    {
        var deal = await DealAsync();
        await using var seller = await SellerSocketAsync(deal);
        var buyer = await BuyerSocketAsync(deal);
        var joined = await HearAsync(seller, "user_joined");
        foreach (var prefix in new[] { "sender", "user" })
            Assert.Equal((deal.Buyer, "buyer"), (Text(joined, $"{prefix}_id"), Text(joined, $"{prefix}_type")));
        Assert.Equal(deal.Thread, Text(joined, "thread_id"));
        Assert.NotEmpty(Text(joined, "timestamp"));
        var tab = await BuyerSocketAsync(deal);
        await buyer.DisposeAsync();
        await seller.SayAsync(new { type = "ping" });
        await HearAsync(seller, "pong");
        Assert.Equal((1, 0), (Heard(seller, "user_joined"), Heard(seller, "user_left")));
        await tab.SayAsync(new { type = "ping" });
        await HearAsync(tab, "pong");
        Assert.Equal(1, tab.Frames.Count);
        await tab.DisposeAsync();
        Assert.Equal(deal.Buyer, Text(await HearAsync(seller, "user_left"), "user_id"));
    }

    [Fact]
    public async Task Typing_is_told_to_the_other_one_alone_and_every_time()
    {
        var deal = await DealAsync();
        await using var buyer = await BuyerSocketAsync(deal);
        await using var seller = await SellerSocketAsync(deal);
        foreach (var said in new object[] { new { type = "typing" }, new { type = "typing", is_typing = true, sender_id = deal.Seller }, new { type = "typing", is_typing = false }, new { type = "typing" }, new { type = "stop_typing" }, new { type = "stop_typing" } })
            await buyer.SayAsync(said);
        await buyer.SayAsync(new { type = "message", message = "done" });
        await HearAsync(seller, "message", "done");
        var typing = seller.Frames.All.Where(frame => Is(frame, "typing")).ToList();
        Assert.Equal([true, true, false, true, false, false], typing.Select(frame => frame.GetProperty("is_typing").GetBoolean()));
        Assert.All(typing, frame => Assert.Equal((deal.Thread, deal.Buyer, "buyer"), (Text(frame, "thread_id"), Text(frame, "sender_id"), Text(frame, "sender_type"))));
        await HearAsync(buyer, "message", "done");
        Assert.Equal(0, Heard(buyer, "typing"));
    }

    [Fact]
    public async Task Of_ones_own_typing_and_coming_the_own_other_tab_hears_nothing()
    {
        var deal = await DealAsync();
        await using var seller = await SellerSocketAsync(deal);
        await using var tab = await BuyerSocketAsync(deal);
        await using var buyer = await BuyerSocketAsync(deal);
        await buyer.SayAsync(new { type = "typing" });
        await buyer.SayAsync(new { type = "message", message = "done" });
        await HearAsync(tab, "message", "done");
        await HearAsync(seller, "typing");
        Assert.Equal(["message"], tab.Frames.All.Select(frame => Text(frame, "type")).Distinct());
    }

    [Fact]
    public async Task Ones_words_under_anothers_id_are_dropped()
    {
        var deal = await DealAsync();
        await using var buyer = await BuyerSocketAsync(deal);
        await using var seller = await SellerSocketAsync(deal);
        var id = NewId();
        (await SayAsBuyerAsync(deal, "mine", id)).Is(201);
        await seller.SayAsync(new { type = "message", message = "mine", message_id = id });
        await HearAsync(seller, "error");
        (await SayAsSellerAsync(deal, "last")).Is(201);
        await HearAsync(buyer, "message", "last");
        Assert.Equal((1, 0), (Heard(buyer, "message", "mine"), Heard(buyer, "error")));
        Assert.Equal(["last", "mine"], (await HistoryAsync(deal)).Select(message => Text(message, "message")));
    }

    [Fact]
    public async Task A_ping_is_answered_and_a_pong_is_not()
    {
        var deal = await DealAsync();
        await using var buyer = await BuyerSocketAsync(deal);
        await buyer.SayAsync(new { type = "pong", timestamp = "2025-06-12T10:00:00Z" });
        await buyer.SayAsync(new { type = "ping", timestamp = 1718000000000 });
        Assert.NotEmpty(Text(await HearAsync(buyer, "pong"), "timestamp"));
        Assert.Equal(1, buyer.Frames.Count);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("[1]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"type":7}""")]
    [InlineData("""{"type":"unknown"}""")]
    [InlineData("""{"type":"message"}""")]
    [InlineData("""{"type":"message","message":7}""")]
    [InlineData("""{"type":"message","message":""}""")]
    [InlineData("""{"type":"message","message":" \n "}""")]
    [InlineData("""{"type":"message","message":"\u0000"}""")]
    [InlineData("""{"type":"message","message":"\ud800"}""")]
    [InlineData("""{"type":"message","message":"LONG"}""")]
    [InlineData("""{"type":"typing","is_typing":"yes"}""")]
    public async Task A_bad_frame_gets_an_error_and_hurts_nobody(string bad)
    {
        var deal = await DealAsync();
        await using var buyer = await BuyerSocketAsync(deal);
        await using var seller = await SellerSocketAsync(deal);
        await buyer.SendTextAsync(bad.Replace("LONG", new string('a', 10_001), StringComparison.Ordinal));
        var error = await HearAsync(buyer, "error");
        Assert.NotEmpty(Text(error, "message"));
        await buyer.SayAsync(new { type = "message", message = "fine" });
        await HearAsync(buyer, "message", "fine");
        await HearAsync(seller, "message", "fine");
        Assert.Equal((1, 0), (Heard(seller, "message"), Heard(seller, "error")));
    }

    [Fact]
    public async Task A_frame_that_is_too_long_or_not_text_is_answered_as_documented()
    {
        var deal = await DealAsync();
        await using var buyer = await BuyerSocketAsync(deal);
        await buyer.SendFrameAsync(Encoding.UTF8.GetBytes("{}"), WebSocketMessageType.Binary);
        await HearAsync(buyer, "error");
        await buyer.SendTextAsync(JsonSerializer.Serialize(new { type = "message", message = new string('a', 70_000) }));
        Assert.Equal(1009, await buyer.ClosedAsync());
    }

    [Fact]
    public async Task Twenty_sockets_of_one_person_in_one_thread_stay_and_all_hear()
    {
        var deal = await DealAsync();
        var tabs = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => BuyerSocketAsync(deal)));
        (await SayAsSellerAsync(deal, "to all")).Is(201);
        foreach (var tab in tabs)
            await HearAsync(tab, "message", "to all");
        foreach (var tab in tabs)
            await tab.DisposeAsync();
    }

    [Fact]
    public async Task Frames_come_in_the_order_of_their_times()
    {
        var deal = await DealAsync();
        await using var buyer = await BuyerSocketAsync(deal);
        await using var seller = await SellerSocketAsync(deal);
        for (var i = 0; i < 30; i++)
        {
            await buyer.SayAsync(new { type = "message", message = $"b{i}" });
            await seller.SayAsync(new { type = "message", message = $"s{i}" });
        }
        await HearAsync(buyer, "message", "b29");
        await HearAsync(buyer, "message", "s29");
        var times = buyer.Frames.All.Where(frame => Is(frame, "message")).Select(frame => Text(frame, "timestamp")).ToList();
        Assert.Equal(60, times.Distinct().Count());
        Assert.Equal(times.Order(StringComparer.Ordinal), times);
        Assert.Equal(times.AsEnumerable().Reverse(), (await HistoryAsync(deal, "?limit=60")).Select(message => Text(message, "created_at")));
    }

    [Fact]
    public async Task A_sellers_own_channel_tells_what_buyers_begin_and_write()
    {
        var seller = NewId();
        await using var channel = await JsonSocket.ConnectAsync(Address, $"{Door}/ws/chat/global_{seller}?user_id={seller}&user_type=seller");
        var buyer = NewId();
        var deal = new Deal(Text((await StartAsync(buyer, seller)).Is(201)["data"], "id"), buyer, seller);
        var begun = (await HearAsync(channel, "new_thread")).GetProperty("thread");
        Assert.Equal((deal.Thread, buyer, seller, 0), (Text(begun, "id"), Text(begun, "buyer_id"), Text(begun, "seller_id"), begun.GetProperty("unread_count").GetInt32()));
        var id = NewId();
        (await SayAsSellerAsync(deal, "my own is no news")).Is(201);
        (await SayAsBuyerAsync(deal, "Сколько?", id)).Is(201);
        var news = await HearAsync(channel, "buyer_message");
        Assert.Equal(("Сколько?", id, buyer, "buyer"), (Text(news, "message"), Text(news, "message_id"), Text(news, "sender_id"), Text(news, "sender_type")));
        Assert.Equal((deal.Thread, 1), (Text(news.GetProperty("thread"), "id"), news.GetProperty("thread").GetProperty("unread_count").GetInt32()));
        await channel.SayAsync(new { type = "ping" });
        await HearAsync(channel, "pong");
        Assert.Equal((1, 1), (Heard(channel, "buyer_message"), Heard(channel, "new_thread")));
        foreach (var refused in new[] { $"{seller}?user_id={seller}&user_type=buyer", $"{seller}?user_id={buyer}&user_type=seller", $"{buyer}?user_id={buyer}&user_type=seller", $"x?user_id={seller}&user_type=seller" })
            Assert.Equal(403, await JsonSocket.RefusedAsync(Address, $"{Door}/ws/chat/global_{refused}"));
    }
}
