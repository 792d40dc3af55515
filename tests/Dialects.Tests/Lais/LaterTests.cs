using Haggle.Dialects.Tests.Native;
using Haggle.Testing;

namespace Haggle.Dialects.Tests.Lais;

public sealed class LaterOnSqlite(SqliteServer server) : LaterTests(server);

public sealed class LaterOnPostgreSql(PostgreSqlServer server) : LaterTests(server);

/// <summary>What the live system had after v1.0.0. Source: contracts/lais.md, "Hiding" and "The seller's socket".</summary>
public abstract class LaterTests(NativeServer server) : LaisRoutes(server)
{
    [Fact]
    public async Task A_side_hides_a_chat_from_its_own_lists_until_something_is_said()
    {
        var (chat, buyer, seller) = await PairAsync();
        (await SayAsync(chat, buyer, "hello")).Is(200);
        Assert.Equal($"Chat {chat} hidden successfully", (await PostAsync($"/chats/{chat}/hide?user_id={seller}")).Is(200)["message"].GetString());
        Assert.Equal(("{}", 0, 1), await ListsAsync(buyer, seller));
        Assert.Equal(chat, (await GetAsync($"/chats/{chat}/info")).Is(200).Id);
        (await SayAsync(chat, buyer, "are you there?")).Is(200);
        Assert.Equal(("some", 1, 1), await ListsAsync(buyer, seller));
        (await PostAsync($"/chats/{chat}/hide?user_id={Number()}")).Is(403);
        (await PostAsync($"/chats/{chat}/hide?user_id=test")).Is(403);
        (await PostAsync($"/chats/{chat}/hide")).Is(422);
        (await PostAsync($"/chats/2000000000/hide?user_id={seller}")).Is(404);
    }

    [Fact]
    public async Task After_an_order_both_sides_are_done_with_the_chat()
    {
        var (iphone, seller, buyer) = (Number(), Number(), $"{Number()}");
        var chat = (await OpenAsync(iphone, seller, buyer)).Is(200).Id;
        var hidden = (await PostAsync($"/chats/hide-for-order?post_id={iphone}&buyer_id={buyer}")).Is(200);
        Assert.Equal(("Hidden 1 chat(s)", 1), (hidden["message"].GetString(), hidden["hidden_count"].GetInt32()));
        Assert.Equal(("{}", 0, 0), await ListsAsync(buyer, $"{seller}"));
        Assert.Equal(0, (await PostAsync($"/chats/hide-for-order?post_id={Number()}&buyer_id={buyer}")).Is(200)["hidden_count"].GetInt32());
        (await PostAsync($"/chats/hide-for-order?post_id={iphone}")).Is(422);
        Assert.Equal(chat, (await OpenAsync(iphone, seller, buyer)).Is(200).Id);
    }

    [Fact]
    public async Task A_sellers_socket_hears_what_others_say_in_all_the_chats_old_and_new()
    {
        var (chat, buyer, seller) = await PairAsync();
        await using var inbox = await JsonSocket.ConnectAsync(Address, $"{Door}/ws/seller/{seller}?user_id={seller}");
        await inbox.Frames.FirstAsync(_ => true, "the greeting");
        Assert.Equal("connected", Type(inbox.Frames.All[0]));
        (await SayAsync(chat, buyer, "old chat")).Is(200);
        (await SayAsync(chat, seller, "mine")).Is(200);
        var other = Uuid();
        var fresh = (await OpenAsync(Number(), int.Parse(seller, null), other)).Is(200).Id;
        (await SayAsync(fresh, other, "new chat")).Is(200);
        var frame = await MessageAsync(inbox, "new chat");
        Assert.Equal((fresh, other), (frame.GetProperty("message").GetProperty("chat_id").GetInt64(), frame.GetProperty("message").GetProperty("sender_id").GetString()));
        await MessageAsync(inbox, "old chat");
        await inbox.SendTextAsync("ping");
        await FrameAsync(inbox, "pong");
        Assert.DoesNotContain("mine", Texts(inbox), StringComparison.Ordinal);
        foreach (var place in new[] { $"/ws/seller/{seller}?user_id={buyer}", $"/ws/seller/{seller}", "/ws/seller/x?user_id=x" })
            Assert.Equal(403, await JsonSocket.RefusedAsync(Address, Door + place));
    }

    private async Task<(string Grouped, int Sold, int Bought)> ListsAsync(string buyer, string seller)
        => ((await GetAsync($"/chats/seller/{seller}/grouped")).Is(200).Body is var grouped && grouped.EnumerateObject().Any() ? "some" : "{}",
            (await GetAsync($"/chats/my?user_id={seller}&is_seller=true")).Is(200).Body.GetArrayLength(),
            (await GetAsync($"/chats/my?user_id={buyer}")).Is(200).Body.GetArrayLength());
}
