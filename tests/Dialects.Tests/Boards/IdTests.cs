using Haggle.Dialects.Tests.Native;
using Haggle.Testing;

namespace Haggle.Dialects.Tests.Boards;

/// <summary>The ids of this wire. Source: contracts/boards.md, sections 2 and 3.</summary>
public sealed class IdTests(SqliteServer server) : BoardsRoutes(server)
{
    /// <summary>What the first pages say when nobody has signed in.</summary>
    [Theory]
    [InlineData("81f81c96-c56e-4b36-aec3-656f3576d09f")]
    [InlineData("b8c8e1e0-1234-5678-9abc-def012345678")]
    public async Task The_ids_that_are_built_into_the_first_pages_start_threads(string buyer)
    {
        var seller = NewId();
        var deal = new Deal(Text((await StartAsync(buyer, seller)).Is(201)["data"], "id"), buyer, seller);
        (await SayAsBuyerAsync(deal, "Доска есть?")).Is(201);
        await using var socket = await BuyerSocketAsync(deal);
        (await SayAsSellerAsync(deal, "Есть")).Is(201);
        await HearAsync(socket, "message", "Есть");
    }

    [Fact]
    public async Task In_whichever_letter_case_an_id_comes_it_is_the_same_and_it_is_said_in_small_letters()
    {
        var deal = await DealAsync();
        var loud = new Deal(deal.Thread.ToUpperInvariant(), deal.Buyer.ToUpperInvariant(), deal.Seller.ToUpperInvariant());
        Assert.Equal((deal.Thread, deal.Seller), Named((await SayAsSellerAsync(loud, "Есть")).Is(201)["data"], "thread_id", "seller_id"));
        var list = (await CallAsync(Get, $"/chat-threads/by-buyer/{loud.Buyer}")).Is(200)["data"];
        Assert.Equal((deal.Thread, deal.Buyer), Named(Assert.Single(list.EnumerateArray()), "id", "buyer_id"));
        Assert.Equal(1, (await CallAsync(Get, $"/chat-threads/by-seller/{loud.Seller}")).Is(200)["data"].GetArrayLength());
        Assert.Equal(deal.Thread, Text(Assert.Single(await HistoryAsync(loud)), "thread_id"));
        Assert.Equal(1, await UnreadAsync(loud.Buyer, "buyer", loud.Thread));
        (await MarkReadAsync(loud, loud.Buyer, "buyer")).Is(200);
        Assert.Equal(0, await UnreadAsync(loud.Buyer, "buyer"));
        Assert.Equal(deal.Buyer, Text((await CallAsync(Get, $"/buyers/{loud.Buyer}")).Is(200)["data"], "id"));
        (await CallAsync(Patch, $"/sellers/{loud.Seller}", new { is_online = true })).Is(200);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("81f81c96c56e4b36aec3656f3576d09f")]
    [InlineData("{81f81c96-c56e-4b36-aec3-656f3576d09f}")]
    [InlineData("81f81c96-c56e-4b36-aec3-656f3576d09g")]
    [InlineData("81f81c96-c56e-4b36-aec3-656f3576d09f%20")]
    [InlineData("%D9%A81f81c9-c56e-4b36-aec3-656f3576d09f")]
    public async Task What_is_no_uuid_is_refused_wherever_an_id_is_due(string bad)
    {
        var deal = await DealAsync();
        foreach (var path in new[]
        {
            $"/chat-threads/{bad}", $"/chat-threads/by-buyer/{bad}", $"/chat-threads/by-seller/{bad}", $"/chat-messages/by-thread/{bad}",
            $"/chat-messages/unread-count/{bad}?user_type=buyer", $"/chat-messages/unread-count/{deal.Buyer}?user_type=buyer&thread_id={bad}",
            $"/chat-messages/{bad}", $"/buyers/{bad}", $"/sellers/by-keycloak/{bad}",
        })
            Assert.InRange((await CallAsync(Get, path)).Status, 400, 422);
        Assert.InRange((await CallAsync(Patch, $"/chat-messages/{bad}/mark-read?user_id={deal.Buyer}&user_type=buyer")).Status, 400, 422);
        Assert.InRange((await CallAsync(Patch, $"/chat-messages/{deal.Thread}/mark-read?user_id={bad}&user_type=buyer")).Status, 400, 422);
        Assert.InRange(await JsonSocket.RefusedAsync(Address, $"{Door}/ws/chat/{deal.Thread}?user_id={bad}&user_type=buyer"), 400, 422);
    }

    /// <summary>They stand for people and messages that came through other doors.</summary>
    [Fact]
    public async Task Ids_of_the_servers_own_making_are_nobodys_to_make()
    {
        const string person = "00000001-0000-8000-8000-000000000001", message = "00000002-0000-8000-8000-7fffffffffff";
        var deal = await DealAsync();
        foreach (var id in new[] { person, message })
        {
            (await SayAsBuyerAsync(deal, "hello", id)).Is(422);
            (await CallAsync(Post, "/buyers", new { id, keycloak_uuid = NewId() })).Is(422);
            (await CallAsync(Post, "/chat-threads", new { id, buyer_id = NewId(), seller_id = NewId() })).Is(422);
        }
        // The first of all people is the server itself, with whom nobody trades.
        (await StartAsync(NewId(), person)).Is(404);
        (await CallAsync(Get, $"/chat-messages/{message}")).Is(404);
        Assert.Empty(await HistoryAsync(deal));
    }

    private static (string, string) Named(System.Text.Json.JsonElement from, string one, string other) => (Text(from, one), Text(from, other));
}
