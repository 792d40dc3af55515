using System.Text.Json;
using System.Text.RegularExpressions;
using Haggle.Dialects.Tests.Native;

namespace Haggle.Dialects.Tests.Lais;

public sealed class ChatsOnSqlite(SqliteServer server) : ChatTests(server);

public sealed class ChatsOnPostgreSql(PostgreSqlServer server) : ChatTests(server);

/// <summary>Chats: made, found, listed, ended. Source: contracts/lais.md, "Routes".</summary>
public abstract partial class ChatTests(NativeServer server) : LaisRoutes(server)
{
    private static readonly string[] Fields =
    [
        "id", "iphone_id", "seller_id", "buyer_id", "buyer_is_registered", "created_at", "updated_at", "unread_count", "last_message", "last_message_time",
        "anonymous_buyer_number", "is_hidden_by_buyer", "is_hidden_by_seller", "support_joined", "support_user_id",
    ];

    [Fact]
    public async Task A_new_chat_has_all_fields_and_times_without_a_zone()
    {
        var (iphone, seller, buyer) = (Number(), Number(), Uuid());
        var chat = (await OpenAsync(iphone, seller, buyer)).Is(200);
        Assert.Equal(Fields, chat.Body.EnumerateObject().Select(field => field.Name));
        Assert.Equal((iphone, seller, buyer, false), (chat["iphone_id"].GetInt32(), chat["seller_id"].GetInt32(), chat["buyer_id"].GetString(), chat["buyer_is_registered"].GetBoolean()));
        Assert.Matches(Naive(), chat["created_at"].GetString());
        Assert.Equal(chat["created_at"].GetString(), chat["updated_at"].GetString());
        Assert.Equal((0, JsonValueKind.Null, JsonValueKind.Null), (chat["unread_count"].GetInt32(), chat["last_message"].ValueKind, chat["last_message_time"].ValueKind));
    }

    [Fact]
    public async Task There_is_one_chat_for_a_listing_and_a_buyer_whatever_else_is_said()
    {
        var (iphone, seller, buyer) = (Number(), Number(), Uuid());
        var first = (await OpenAsync(iphone, seller, buyer, isRegistered: true)).Is(200);
        var again = (await OpenAsync(iphone, Number(), buyer, isRegistered: false)).Is(200);
        Assert.Equal(first.Body.GetRawText(), again.Body.GetRawText());
        Assert.NotEqual(first.Id, (await OpenAsync(iphone, seller, Uuid())).Is(200).Id);
        Assert.NotEqual(first.Id, (await OpenAsync(Number(), seller, buyer)).Is(200).Id);
    }

    [Fact]
    public async Task Of_parallel_openings_with_sellers_of_their_own_one_wins_and_all_get_it()
    {
        var (iphone, buyer) = (Number(), Uuid());
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => OpenAsync(iphone, Number(), buyer)));
        Assert.Single(answers.Select(answer => answer.Is(200).Id).Distinct());
        Assert.Single(answers.Select(answer => answer["seller_id"].GetInt32()).Distinct());
    }

    [Fact]
    public async Task Find_makes_the_chat_and_the_first_word_about_the_buyer_counts_until_something_is_said()
    {
        var (iphone, seller, buyer) = (Number(), Number(), Uuid());
        var found = (await GetAsync($"/chats/find?iphone_id={iphone}&seller_id={seller}&buyer_id={buyer}")).Is(200);
        Assert.False(found["buyer_is_registered"].GetBoolean());
        Assert.Equal(found.Body.GetRawText(), (await GetAsync($"/chats/find?iphone_id={iphone}&seller_id={Number()}&buyer_id={buyer}")).Is(200).Body.GetRawText());
        var told = (await OpenAsync(iphone, seller, buyer, isRegistered: true)).Is(200);
        Assert.Equal((found.Id, true), (told.Id, told["buyer_is_registered"].GetBoolean()));
        Assert.True((await OpenAsync(iphone, seller, buyer, isRegistered: false)).Is(200)["buyer_is_registered"].GetBoolean());
        Assert.True((await GetAsync($"/chats/find?iphone_id={Number()}&seller_id={seller}&buyer_id={Number()}")).Is(200)["buyer_is_registered"].GetBoolean());

        var spoken = (await GetAsync($"/chats/find?iphone_id={Number()}&seller_id={seller}&buyer_id={buyer}")).Is(200);
        (await SayAsync(spoken.Id, buyer, "hello")).Is(200);
        Assert.False((await OpenAsync(spoken["iphone_id"].GetInt32(), seller, buyer, isRegistered: true)).Is(200)["buyer_is_registered"].GetBoolean());
    }

    [Theory]
    [InlineData("""{"seller_id":7,"buyer_id":"x"}""", "iphone_id")]
    [InlineData("""{"iphone_id":7,"buyer_id":"x"}""", "seller_id")]
    [InlineData("""{"iphone_id":7,"seller_id":7}""", "buyer_id")]
    [InlineData("""{"iphone_id":7,"seller_id":7,"buyer_id":""}""", "buyer_id")]
    [InlineData("""{"iphone_id":7,"seller_id":7,"buyer_id":7}""", "buyer_id")]
    [InlineData("""{"iphone_id":7,"seller_id":7,"buyer_id":"x\u0000"}""", "buyer_id")]
    [InlineData("""{"iphone_id":2147483648,"seller_id":7,"buyer_id":"x"}""", "iphone_id")]
    [InlineData("""{"iphone_id":99999999999999999999,"seller_id":7,"buyer_id":"x"}""", "iphone_id")]
    [InlineData("""{"iphone_id":-1,"seller_id":7,"buyer_id":"x"}""", "iphone_id")]
    [InlineData("""{"iphone_id":1.5,"seller_id":7,"buyer_id":"x"}""", "iphone_id")]
    [InlineData("""{"iphone_id":7,"seller_id":7,"buyer_id":"x","buyer_is_registered":"maybe"}""", "buyer_is_registered")]
    [InlineData("[]", null)]
    [InlineData("null", null)]
    [InlineData("{", null)]
    [InlineData("", null)]
    public async Task What_does_not_fit_is_a_complaint_about_its_field(string body, string? field)
    {
        var complaint = Assert.Single((await PostAsync("/chats", body)).Is(422)["detail"].EnumerateArray());
        Assert.Equal(field is null ? "body" : $"body.{field}", string.Join('.', complaint.GetProperty("loc").EnumerateArray().Select(step => step.GetString())));
        Assert.NotEmpty(complaint.GetProperty("msg").GetString()!);
    }

    [Fact]
    public async Task A_buyers_id_has_up_to_255_characters_and_a_form_is_not_taken()
    {
        var (iphone, seller) = (Number(), Number());
        var longest = $"b{iphone}".PadRight(255, 'x');
        Assert.Equal(longest, (await OpenAsync(iphone, seller, longest)).Is(200)["buyer_id"].GetString());
        (await OpenAsync(iphone, seller, longest + 'x')).Is(422);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["iphone_id"] = "1", ["seller_id"] = "1", ["buyer_id"] = "1" });
        (await PostAsync("/chats", form)).Is(422);
        foreach (var query in new[] { "", "?iphone_id=1", "?iphone_id=1&seller_id=1", "?iphone_id=x&seller_id=1&buyer_id=1", "?iphone_id=2147483648&seller_id=1&buyer_id=1" })
            (await GetAsync($"/chats/find{query}")).Is(422);
    }

    [Fact]
    public async Task A_chat_that_is_not_there_is_not_found_in_these_words_by_every_route()
    {
        var calls = new (HttpMethod Method, string Path, object? Body)[]
        {
            (HttpMethod.Get, "/chats/2000000000/info", null), (HttpMethod.Get, "/chats/2000000000", null), (HttpMethod.Get, "/chats/2000000000/messages", null),
            (HttpMethod.Post, "/chats/2000000000/read?user_id=7", null), (HttpMethod.Delete, "/chats/2000000000", null), (HttpMethod.Get, "/chats/-1/info", null),
            (HttpMethod.Get, "/chats/99999999999999999999/info", null), (HttpMethod.Post, "/chats/2000000000/messages", new { message_text = "hello", sender_id = "7" }),
        };
        foreach (var (method, path, body) in calls)
            Assert.Equal("""{"detail":"Chat not found"}""", (await CallAsync(method, path, body)).Is(404).Body.GetRawText());
        (await GetAsync("/chats/abc/info")).Is(422);
        Assert.Equal("Not Found", (await GetAsync("/nothing")).Is(404)["detail"].GetString());
        Assert.Equal("Method Not Allowed", (await CallAsync(HttpMethod.Put, "/chats")).Is(405)["detail"].GetString());
    }

    [Fact]
    public async Task Lists_have_each_sides_chats_newest_first_with_what_is_unread_and_was_said_last()
    {
        var (seller, one, other, shared) = (Number(), Uuid(), Uuid(), Number());
        var first = (await OpenAsync(shared, seller, one)).Is(200).Id;
        var second = (await OpenAsync(shared, seller, other)).Is(200).Id;
        var third = (await OpenAsync(Number(), seller, one)).Is(200);
        (await SayAsync(first, one, "Ещё продаёте?")).Is(200);
        var last = (await SayAsync(first, one, new string('x', 2000))).Is(200);
        var grouped = (await GetAsync($"/chats/seller/{seller}/grouped")).Is(200);
        Assert.Equal([$"{shared}", $"{third["iphone_id"].GetInt32()}"], grouped.Body.EnumerateObject().Select(group => group.Name));
        var chats = grouped[$"{shared}"].EnumerateArray().ToArray();
        Assert.Equal([first, second], chats.Select(chat => chat.GetProperty("id").GetInt64()));
        Assert.Equal(Fields, chats[0].EnumerateObject().Select(field => field.Name));
        Assert.Equal((2, new string('x', 2000)), (chats[0].GetProperty("unread_count").GetInt32(), chats[0].GetProperty("last_message").GetString()));
        Assert.Equal(last["created_at"].GetString(), chats[0].GetProperty("last_message_time").GetString());
        Assert.Equal(last["created_at"].GetString(), chats[0].GetProperty("updated_at").GetString());

        Assert.Equal([first, third.Id, second], Ids(await GetAsync($"/chats/my?user_id={seller}&is_seller=TRUE")));
        Assert.Equal([first, third.Id], Ids(await GetAsync($"/chats/my?user_id={one}")));
        Assert.Equal(0, (await GetAsync($"/chats/my?user_id={one}")).Body[0].GetProperty("unread_count").GetInt32());
        Assert.Empty(Ids(await GetAsync($"/chats/my?user_id={one}&is_seller=1")));
        Assert.Empty(Ids(await GetAsync($"/chats/my?user_id={Number()}")));
        Assert.Empty(Ids(await GetAsync($"/chats/my?user_id={seller}")));
        Assert.Equal("{}", (await GetAsync($"/chats/seller/{Number()}/grouped")).Is(200).Body.GetRawText());
        (await GetAsync("/chats/my")).Is(422);
        (await GetAsync($"/chats/my?user_id={one}&is_seller=perhaps")).Is(422);
        (await GetAsync("/chats/seller/x/grouped")).Is(422);
        var info = (await GetAsync($"/chats/{first}/info")).Is(200);
        Assert.Equal((0, JsonValueKind.Null), (info["unread_count"].GetInt32(), info["last_message"].ValueKind));
    }

    [Fact]
    public async Task One_person_may_be_buyer_and_seller_and_has_nothing_unread()
    {
        var me = Number();
        var chat = (await OpenAsync(Number(), me, $"{me}", isRegistered: true)).Is(200).Id;
        (await SayAsync(chat, $"{me}", "a note")).Is(200);
        Assert.Equal([chat], Ids(await GetAsync($"/chats/my?user_id={me}")));
        Assert.Equal(0, (await GetAsync($"/chats/my?user_id={me}&is_seller=true")).Body[0].GetProperty("unread_count").GetInt32());
    }

    [Fact]
    public async Task A_deleted_chat_is_gone_for_both_and_the_next_one_is_new()
    {
        var (iphone, seller, buyer) = (Number(), Number(), Uuid());
        var chat = (await OpenAsync(iphone, seller, buyer)).Is(200).Id;
        await using var socket = await ConnectAsync(chat, $"{seller}");
        (await SayAsync(chat, buyer, "hello")).Is(200);
        Assert.Equal("""{"deleted":true}""", (await DeleteAsync($"/chats/{chat}")).Is(200).Body.GetRawText());
        Assert.Equal(1008, await socket.ClosedAsync());
        (await DeleteAsync($"/chats/{chat}")).Is(404);
        (await GetAsync($"/chats/{chat}/messages")).Is(404);
        Assert.Empty(Ids(await GetAsync($"/chats/my?user_id={buyer}")));
        Assert.Equal("{}", (await GetAsync($"/chats/seller/{seller}/grouped")).Is(200).Body.GetRawText());
        var next = (await OpenAsync(iphone, seller, buyer)).Is(200).Id;
        Assert.NotEqual(chat, next);
        Assert.Equal("[]", (await GetAsync($"/chats/{next}/messages")).Is(200).Body.GetRawText());
    }

    [Fact]
    public async Task Health_is_exactly_this_by_GET_and_HEAD_and_the_later_prefix_works()
    {
        Assert.Equal("""{"status":"healthy","service":"chat"}""", (await CallAsync(HttpMethod.Get, "~/lais/health")).Is(200).Body.GetRawText());
        Assert.Equal(JsonValueKind.Undefined, (await CallAsync(HttpMethod.Head, "~/lais/health")).Is(200).Body.ValueKind);
        Assert.Equal("""{"service":"chat","version":"1.0.0","status":"running"}""", (await CallAsync(HttpMethod.Get, "~/lais/")).Is(200).Body.GetRawText());
        var (chat, _, _) = await PairAsync();
        Assert.Equal(chat, (await CallAsync(HttpMethod.Get, $"~/lais/api/v1/chat/chats/{chat}/info")).Is(200).Id);
    }

    [Fact]
    public async Task Pages_of_the_known_sites_may_call_with_credentials_and_no_others()
    {
        foreach (var site in new[] { "http://localhost:8080", "http://localhost:8000", "http://localhost:3000", "http://localhost:4000", "http://127.0.0.1:8080" })
        {
            using var refused = await SendAsync(HttpMethod.Get, "/chats/2000000000/info", null, ("Origin", site));
            Assert.Equal((site, "true"), (Header(refused, "Access-Control-Allow-Origin"), Header(refused, "Access-Control-Allow-Credentials")));
            Assert.Contains("Origin", refused.Headers.Vary);
            Assert.Equal("nosniff", Header(refused, "X-Content-Type-Options"));
            foreach (var (method, path, status) in new[] { ("GET", "/nothing", 404), ("PUT", "/chats", 405), ("GET", "/chats/my", 422) })
            {
                using var wrong = await SendAsync(new HttpMethod(method), path, null, ("Origin", site));
                Assert.Equal((status, site), ((int)wrong.StatusCode, Header(wrong, "Access-Control-Allow-Origin")));
            }
            foreach (var (method, path) in new[] { ("POST", "/chats"), ("POST", "/chats/7/read"), ("DELETE", "/chats/7") })
            {
                using var preflight = await SendAsync(
                    HttpMethod.Options, path, null, ("Origin", site), ("Access-Control-Request-Method", method), ("Access-Control-Request-Headers", "content-type"));
                Assert.Equal((204, site, "content-type", "600"), ((int)preflight.StatusCode, Header(preflight, "Access-Control-Allow-Origin"), Header(preflight, "Access-Control-Allow-Headers"), Header(preflight, "Access-Control-Max-Age")));
                Assert.Contains(method, Header(preflight, "Access-Control-Allow-Methods"), StringComparison.Ordinal);
            }
        }
        using var foreign = await SendAsync(HttpMethod.Get, "/chats/7/info", null, ("Origin", "https://evil.example"));
        Assert.False(foreign.Headers.Contains("Access-Control-Allow-Origin"));
        using var asked = await SendAsync(HttpMethod.Options, "/chats", null, ("Origin", "https://evil.example"), ("Access-Control-Request-Method", "POST"));
        Assert.False(asked.Headers.Contains("Access-Control-Allow-Origin"));
    }

    private static string Header(HttpResponseMessage answer, string name) => Assert.Single(answer.Headers.GetValues(name));

    private static long[] Ids(Answer list) => [.. list.Is(200).Body.EnumerateArray().Select(chat => chat.GetProperty("id").GetInt64())];

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?$")]
    private static partial Regex Naive();
}
