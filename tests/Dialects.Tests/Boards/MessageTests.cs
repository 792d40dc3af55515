using System.Text.Json;
using Haggle.Dialects.Tests.Native;

namespace Haggle.Dialects.Tests.Boards;

public sealed class MessagesOnSqlite(SqliteServer server) : MessageTests(server);

public sealed class MessagesOnPostgreSql(PostgreSqlServer server) : MessageTests(server);

/// <summary>Saying, reading and counting over REST. Source: contracts/boards.md, 4.2.</summary>
public abstract class MessageTests(NativeServer server) : BoardsRoutes(server)
{
    private static readonly string[] Fields = ["id", "message", "is_read_by_buyer", "is_read_by_seller", "created_at", "sent_at", "delivered_at", "thread_id", "buyer_id", "seller_id"];

    [Fact]
    public async Task Both_generations_messages_come_back_verbatim_with_the_senders_id_alone()
    {
        var deal = await DealAsync();
        const string text = "  <b>Ещё</b> & \"30 м³\"?\r\n\t😀 ";
        var id = NewId();
        var old = (await SayAsBuyerAsync(deal, text, id.ToUpperInvariant())).Is(201)["data"];
        Assert.All(Fields, field => Assert.True(old.TryGetProperty(field, out _), field));
        Assert.Equal((id, text, deal.Thread), (Text(old, "id"), Text(old, "message"), Text(old, "thread_id")));
        Assert.Equal((deal.Buyer, JsonValueKind.Null), (Text(old, "buyer_id"), old.GetProperty("seller_id").ValueKind));
        Assert.Equal((true, false), (old.GetProperty("is_read_by_buyer").GetBoolean(), old.GetProperty("is_read_by_seller").GetBoolean()));
        var later = (await SayAsSellerAsync(deal, "Есть")).Is(201)["data"];
        Assert.Equal((JsonValueKind.Null, deal.Seller), (later.GetProperty("buyer_id").ValueKind, Text(later, "seller_id")));
        Assert.Equal((false, true), (later.GetProperty("is_read_by_buyer").GetBoolean(), later.GetProperty("is_read_by_seller").GetBoolean()));
        Assert.Equal(old.GetRawText(), (await HistoryAsync(deal))[1].GetRawText());
    }

    [Fact]
    public async Task With_both_ids_the_flag_that_alone_is_true_says_who_speaks()
    {
        var deal = await DealAsync();
        var seller = (await SayAsync(deal, new { buyer_id = deal.Buyer, seller_id = deal.Seller, is_read_by_buyer = false, is_read_by_seller = true })).Is(201)["data"];
        Assert.Equal(deal.Seller, Text(seller, "seller_id"));
        (await SayAsync(deal, new { buyer_id = deal.Buyer, seller_id = deal.Seller })).Is(422);
        (await SayAsync(deal, new { buyer_id = deal.Buyer, seller_id = deal.Seller, is_read_by_buyer = true, is_read_by_seller = true })).Is(422);
        (await SayAsync(deal, new { })).Is(422);
        // A single id speaks for itself, and nobody can mark for the other side.
        var buyer = (await SayAsync(deal, new { buyer_id = deal.Buyer, is_read_by_seller = true })).Is(201)["data"];
        Assert.False(buyer.GetProperty("is_read_by_seller").GetBoolean());
    }

    [Fact]
    public async Task Who_is_not_that_side_of_the_thread_says_nothing_there()
    {
        var (deal, other) = (await DealAsync(), await DealAsync());
        (await SayAsync(deal, new { buyer_id = deal.Seller })).Is(403);
        (await SayAsync(deal, new { seller_id = deal.Buyer })).Is(403);
        (await SayAsync(deal, new { buyer_id = other.Buyer })).Is(403);
        (await SayAsync(deal, new { buyer_id = deal.Buyer, seller_id = other.Seller, is_read_by_buyer = true })).Is(403);
        (await SayAsync(deal with { Thread = NewId() }, new { buyer_id = deal.Buyer })).Is(404);
        Assert.Empty(await HistoryAsync(deal));
    }

    [Theory]
    [InlineData("id", "\"msg-1718000000000\"")]
    [InlineData("id", "null")]
    [InlineData("id", "5")]
    [InlineData("message", "null")]
    [InlineData("message", "5")]
    [InlineData("message", "\"\"")]
    [InlineData("message", "\" \\n\\t\\u00a0\"")]
    [InlineData("message", "\"a\\u0000b\"")]
    [InlineData("thread_id", "\"nonsense\"")]
    [InlineData("buyer_id", "\"nonsense\"")]
    [InlineData("is_read_by_buyer", "\"yes\"")]
    public async Task A_message_with_a_mistake_is_refused_with_the_field(string field, string value)
    {
        var deal = await DealAsync();
        var fields = new Dictionary<string, string>
        {
            ["id"] = $"\"{NewId()}\"", ["message"] = "\"a\"", ["thread_id"] = $"\"{deal.Thread}\"", ["buyer_id"] = $"\"{deal.Buyer}\"", [field] = value,
        };
        var answer = (await CallAsync(Post, "/chat-messages/", $$"""{{{string.Join(',', fields.Select(pair => $"\"{pair.Key}\":{pair.Value}"))}}}""")).Is(422);
        Assert.Equal(["body", field], Assert.Single(answer["detail"].EnumerateArray()).GetProperty("loc").EnumerateArray().Select(step => step.GetString()));
        Assert.Empty(await HistoryAsync(deal));
    }

    [Fact]
    public async Task Bodies_that_are_no_good_text_are_refused_and_never_a_fault_of_ours()
    {
        var deal = await DealAsync();
        foreach (var bad in new[] { "", "null", "[]", "5", "{", $$"""{"id":"{{NewId()}}","message":"\ud800","thread_id":"{{deal.Thread}}","buyer_id":"{{deal.Buyer}}"}""", new string('[', 100_000) })
            Assert.InRange((await CallAsync(Post, "/chat-messages/", bad)).Status, 400, 422);
        (await SayAsBuyerAsync(deal, new string('я', 10_000))).Is(201);
        (await SayAsBuyerAsync(deal, new string('я', 10_001))).Is(422);
        Assert.Single(await HistoryAsync(deal));
    }

    [Fact]
    public async Task A_repeat_gets_the_stored_message_and_stores_nothing_and_what_differs_is_a_conflict()
    {
        var (deal, other) = (await DealAsync(), await DealAsync());
        var id = NewId();
        var tries = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => SayAsBuyerAsync(deal, "once", id)));
        Assert.All(tries, answer => Assert.InRange(answer.Status, 200, 201));
        Assert.Single(tries.Select(answer => answer["data"].GetRawText()).Distinct());
        (await SayAsBuyerAsync(deal, "other words", id)).Is(409);
        (await SayAsSellerAsync(deal, "once", id)).Is(409);
        (await SayAsBuyerAsync(other, "once", id)).Is(409);
        Assert.Single(await HistoryAsync(deal));
        Assert.Empty(await HistoryAsync(other));
    }

    [Fact]
    public async Task Of_the_same_id_in_two_threads_at_once_one_is_stored()
    {
        var deals = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => DealAsync()));
        var id = NewId();
        var answers = await Task.WhenAll(deals.Select(deal => SayAsBuyerAsync(deal, "where?", id)));
        Assert.Equal(1, answers.Count(answer => answer.Status == 201));
        Assert.Equal(5, answers.Count(answer => answer.Status == 409));
    }

    [Fact]
    public async Task A_history_is_newest_first_and_paged_from_there_and_its_times_grow()
    {
        var deal = await DealAsync();
        for (var i = 0; i < 60; i++)
            (await SayAsBuyerAsync(deal, $"{i}")).Is(201);
        Assert.Equal(Enumerable.Range(10, 50).Reverse().Select(i => $"{i}"), (await HistoryAsync(deal)).Select(message => Text(message, "message")));
        Assert.Equal(["49", "48"], (await HistoryAsync(deal, "?limit=2&offset=10")).Select(message => Text(message, "message")));
        var times = (await HistoryAsync(deal, "?limit=1000")).Select(message => Text(message, "created_at")).ToList();
        Assert.Equal(60, times.Distinct().Count());
        Assert.Equal(times.OrderDescending(StringComparer.Ordinal), times);
        foreach (var bad in new[] { "?limit=0", "?limit=x", "?offset=-1" })
            (await CallAsync(Get, $"/chat-messages/by-thread/{deal.Thread}{bad}")).Is(422);
        (await CallAsync(Get, $"/chat-messages/by-thread/{NewId()}")).Is(404);
        (await CallAsync(Get, "/chat-messages/by-thread/nonsense")).Is(422);
    }

    [Fact]
    public async Task Times_grow_strictly_when_many_speak_at_once()
    {
        var deal = await DealAsync();
        await Task.WhenAll(Enumerable.Range(0, 80).Select(i => i % 2 == 0 ? SayAsBuyerAsync(deal, $"{i}") : SayAsSellerAsync(deal, $"{i}")));
        var times = (await HistoryAsync(deal, "?limit=200")).Select(message => Text(message, "created_at")).ToList();
        Assert.Equal(80, times.Distinct().Count());
        Assert.Equal(times.OrderDescending(StringComparer.Ordinal), times);
    }

    [Fact]
    public async Task Reading_marks_what_the_other_side_said_here_and_nothing_else()
    {
        var (deal, other) = (await DealAsync(), await DealAsync());
        (await SayAsBuyerAsync(deal, "b1")).Is(201);
        (await SayAsSellerAsync(deal, "s1")).Is(201);
        (await SayAsSellerAsync(deal, "s2")).Is(201);
        (await SayAsSellerAsync(other, "elsewhere")).Is(201);
        Assert.Equal((2, 1), (await UnreadAsync(deal.Buyer, "buyer"), await UnreadAsync(deal.Seller, "seller")));
        for (var i = 0; i < 2; i++)
            Assert.Equal(JsonValueKind.Null, (await MarkReadAsync(deal, deal.Buyer, "buyer")).Is(200)["data"].ValueKind);
        Assert.Equal((0, 1, 1), (await UnreadAsync(deal.Buyer, "buyer"), await UnreadAsync(deal.Seller, "seller"), await UnreadAsync(other.Buyer, "buyer")));
        var flags = (await HistoryAsync(deal)).Select(message => (message.GetProperty("is_read_by_buyer").GetBoolean(), message.GetProperty("is_read_by_seller").GetBoolean()));
        Assert.Equal([(true, true), (true, true), (true, false)], flags);
        (await SayAsSellerAsync(deal, "s3")).Is(201);
        Assert.Equal(1, await UnreadAsync(deal.Buyer, "buyer", deal.Thread));
    }

    [Fact]
    public async Task Marking_is_refused_to_who_is_not_that_side()
    {
        var (deal, other) = (await DealAsync(), await DealAsync());
        (await MarkReadAsync(deal, deal.Seller, "buyer")).Is(403);
        (await MarkReadAsync(deal, other.Buyer, "buyer")).Is(403);
        (await MarkReadAsync(deal, NewId(), "seller")).Is(403);
        (await MarkReadAsync(deal with { Thread = NewId() }, deal.Buyer, "buyer")).Is(404);
        (await MarkReadAsync(deal, deal.Buyer, "admin")).Is(400);
        (await MarkReadAsync(deal, "nonsense", "buyer")).Is(422);
        (await CallAsync(Patch, $"/chat-messages/{deal.Thread}/mark-read?user_type=buyer")).Is(422);
        (await CallAsync(Patch, $"/chat-messages/{deal.Thread}/mark-read?user_id={deal.Buyer}")).Is(422);
        (await CallAsync(Patch, $"/chat-messages/nonsense/mark-read?user_id={deal.Buyer}&user_type=buyer")).Is(422);
    }

    [Fact]
    public async Task Unread_is_nothing_for_who_is_unknown_or_elsewhere()
    {
        var (deal, other) = (await DealAsync(), await DealAsync());
        (await SayAsBuyerAsync(deal, "hello")).Is(201);
        Assert.Equal(0, await UnreadAsync(NewId(), "seller"));
        Assert.Equal(0, await UnreadAsync(deal.Seller, "buyer"));
        Assert.Equal(0, await UnreadAsync(other.Seller, "seller", deal.Thread));
        Assert.Equal(0, await UnreadAsync(deal.Seller, "seller", NewId()));
        Assert.Equal(1, await UnreadAsync(deal.Seller, "seller", deal.Thread));
        (await CallAsync(Get, $"/chat-messages/unread-count/{deal.Seller}")).Is(422);
        (await CallAsync(Get, $"/chat-messages/unread-count/{deal.Seller}?user_type=x")).Is(400);
        (await CallAsync(Get, $"/chat-messages/unread-count/{deal.Seller}?user_type=seller&thread_id=x")).Is(422);
    }

    [Fact]
    public async Task The_first_sellers_page_finds_its_threads_messages_among_everybodys_newest()
    {
        var deal = await DealAsync();
        var id = NewId();
        (await SayAsBuyerAsync(deal, "older")).Is(201);
        (await SayAsBuyerAsync(deal, "newer", id)).Is(201);
        var page = (await CallAsync(Get, "/chat-messages/")).Is(200);
        var mine = page["data"].EnumerateArray().Where(message => Text(message, "thread_id") == deal.Thread).Select(message => Text(message, "message"));
        Assert.Equal(["newer", "older"], mine);
        Assert.True(page["pagination"].GetProperty("total").GetInt64() >= 2);
        foreach (var bad in new[] { "limit=21", "limit=0", "limit=x", "offset=-1" })
            (await CallAsync(Get, $"/chat-messages?{bad}")).Is(422);
        Assert.Equal("newer", Text((await CallAsync(Get, $"/chat-messages/{id}")).Is(200)["data"], "message"));
        (await CallAsync(Get, $"/chat-messages/{NewId()}")).Is(404);
        (await CallAsync(Get, "/chat-messages/nonsense")).Is(422);
    }

    [Fact]
    public async Task Everybodys_messages_come_newest_first_whichever_threads_they_are_in()
    {
        var (one, other) = (await DealAsync(), await DealAsync());
        (await SayAsBuyerAsync(one, "first")).Is(201);
        (await SayAsSellerAsync(other, "second")).Is(201);
        (await SayAsSellerAsync(one, "third")).Is(201);
        var page = (await CallAsync(Get, "/chat-messages/?offset=0&limit=20")).Is(200);
        var ours = page["data"].EnumerateArray().Where(message => Text(message, "thread_id") == one.Thread || Text(message, "thread_id") == other.Thread);
        Assert.Equal(["third", "second", "first"], ours.Select(message => Text(message, "message")));
        Assert.All(page["data"].EnumerateArray(), message => Assert.All(Fields, field => Assert.True(message.TryGetProperty(field, out _), field)));
    }

    [Fact]
    public async Task What_is_unread_is_counted_over_all_threads_of_that_side()
    {
        var deal = await DealAsync();
        var seller = NewId();
        var other = new Deal(Text((await StartAsync(deal.Buyer, seller)).Is(201)["data"], "id"), deal.Buyer, seller);
        (await SayAsSellerAsync(deal, "one")).Is(201);
        (await SayAsSellerAsync(other, "two")).Is(201);
        (await SayAsSellerAsync(other, "three")).Is(201);
        (await SayAsBuyerAsync(other, "mine")).Is(201);
        Assert.Equal((3, 1, 2), (await UnreadAsync(deal.Buyer, "buyer"), await UnreadAsync(deal.Buyer, "buyer", deal.Thread), await UnreadAsync(deal.Buyer, "buyer", other.Thread)));
        (await MarkReadAsync(other, deal.Buyer, "buyer")).Is(200);
        Assert.Equal((1, 1), (await UnreadAsync(deal.Buyer, "buyer"), await UnreadAsync(seller, "seller")));
    }

    [Fact]
    public async Task A_bare_id_changes_and_deletes_no_message()
    {
        var deal = await DealAsync();
        var id = NewId();
        (await SayAsBuyerAsync(deal, "mine", id)).Is(201);
        (await CallAsync(Patch, $"/chat-messages/{id}", new { message = "theirs" })).Is(403);
        (await CallAsync(Patch, $"/chat-messages/{id}", new { thread_id = NewId() })).Is(403);
        (await CallAsync(Delete, $"/chat-messages/{id}")).Is(403);
        Assert.Equal("mine", Text(Assert.Single(await HistoryAsync(deal)), "message"));
    }

    [Fact]
    public async Task One_person_may_say_a_hundred_messages_at_once()
    {
        var deal = await DealAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => SayAsBuyerAsync(deal, $"{i}")));
        Assert.All(answers, answer => answer.Is(201));
    }

    private Task<Answer> SayAsync(Deal deal, object fields)
    {
        var body = JsonSerializer.SerializeToNode(fields)!.AsObject();
        body["id"] = NewId();
        body["message"] = "text";
        body["thread_id"] = deal.Thread;
        return CallAsync(Post, "/chat-messages/", body.ToJsonString());
    }
}
