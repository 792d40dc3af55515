using Haggle.Dialects.Tests.Native;
using Haggle.Testing;

namespace Haggle.Dialects.Tests.Lais;

/// <summary>How many are online, for the operator. Source: contracts/lais.md, "Metrics".</summary>
public sealed class MetricsTests(SqliteServer server) : LaisRoutes(server)
{
    [Fact]
    public async Task The_operator_learns_how_many_sockets_are_open_and_how_many_are_online_in_a_chat_and_nobody_else_does()
    {
        var (chat, buyer, seller) = await PairAsync();
        await using var page = await ConnectAsync(chat, buyer);
        await using var tab = await ConnectAsync(chat, buyer);
        await using var inbox = await JsonSocket.ConnectAsync(Address, $"{Door}/ws/seller/{seller}?user_id={seller}");
        await using (var other = await ConnectAsync(chat, seller))
        {
            await FrameAsync(other, "online_users");
            Assert.Equal((2, 3), await OnlineAsync(chat));
        }
        await FrameAsync(page, "user_disconnected");
        Assert.Equal((1, 2), await OnlineAsync(chat));

        var all = await MetricsAsync("");
        Assert.InRange(all["open_sockets"].GetInt32(), 3, int.MaxValue); // other tests have some of their own
        Assert.InRange(all["seller_sockets"].GetInt32(), 1, all["open_sockets"].GetInt32() - 2);
        Assert.InRange(all["chats_with_sockets"].GetInt32(), 1, all["open_sockets"].GetInt32());
        Assert.Contains(all["online"].EnumerateArray(), one => one.GetProperty("chat_id").GetInt64() == chat);
        var (quiet, _, _) = await PairAsync();
        Assert.Equal(0, (await MetricsAsync($"?chat_id={quiet}"))["online"].GetArrayLength());
        (await GetAsync($"/metrics?chat_id={chat}")).Is(401);
        (await CallAsync(HttpMethod.Get, "/metrics?chat_id=x", null, ("X-Api-Key", ServerKey))).Is(422);
    }

    private async Task<(int Users, int Sockets)> OnlineAsync(long chat)
    {
        var one = Assert.Single((await MetricsAsync($"?chat_id={chat}"))["online"].EnumerateArray().ToArray());
        Assert.Equal(chat, one.GetProperty("chat_id").GetInt64());
        return (one.GetProperty("users_online").GetInt32(), one.GetProperty("sockets").GetInt32());
    }

    private async Task<Answer> MetricsAsync(string query) => (await CallAsync(HttpMethod.Get, $"/metrics{query}", null, ("X-Api-Key", ServerKey))).Is(200);
}
