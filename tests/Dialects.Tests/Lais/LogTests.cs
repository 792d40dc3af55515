using Haggle.Testing;

namespace Haggle.Dialects.Tests.Lais;

/// <summary>What the log says of sockets, and what it does not say. Source: contracts/lais.md, "Logs".</summary>
public sealed class LogTests
{
    [Fact]
    public async Task Coming_going_being_refused_and_ending_a_chat_are_a_line_each_with_ids_and_without_words_or_a_whole_anonymous_id()
    {
        await using var server = await ServerProcess.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(server.Address, "/lais/api/chat/") };
        const string Buyer = "0b7c5a52-92c1-4d0e-9a53-1f6f5a1c2d3e";
        await http.GetStringAsync(new Uri($"chats/find?iphone_id=1&seller_id=77&buyer_id={Buyer}", UriKind.Relative));
        await using (var socket = await JsonSocket.ConnectAsync(server.Address, $"/lais/api/chat/ws/1?user_id={Buyer}"))
        {
            await SaidAsync(server, "Lais socket connected: chat_id=1 user_id=0b7c5a52…");
            await socket.SayAsync(new { type = "message", message_text = "a very private word" });
            await LaisRoutes.MessageAsync(socket, "a very private word");
        }
        await SaidAsync(server, "Lais socket disconnected: chat_id=1 user_id=0b7c5a52…");
        await using (var inbox = await JsonSocket.ConnectAsync(server.Address, "/lais/api/chat/ws/seller/77?user_id=77"))
            await SaidAsync(server, "Lais seller socket connected: user_id=77");
        await SaidAsync(server, "Lais seller socket disconnected: user_id=77");

        await JsonSocket.RefusedAsync(server.Address, "/lais/api/chat/ws/2000000000?user_id=77");
        await SaidAsync(server, "Lais socket error: refused, chat: chat_id=2000000000 user_id=77");
        await JsonSocket.RefusedAsync(server.Address, "/lais/api/chat/ws/forged?user_id=a%0Aconnected");
        await SaidAsync(server, "Lais socket error: refused, path.chat_id: chat_id=? user_id=?");
        await JsonSocket.RefusedAsync(server.Address, "/lais/api/chat/ws/1?user_id=77", ("Origin", "https://evil.example"));
        await SaidAsync(server, "Lais socket error: refused, origin: chat_id=1 user_id=77");
        await JsonSocket.RefusedAsync(server.Address, "/lais/api/chat/ws/seller/77?user_id=78");
        await SaidAsync(server, "Lais seller socket error: refused: user_id=78");
        (await http.DeleteAsync(new Uri("chats/1", UriKind.Relative))).EnsureSuccessStatusCode();
        await SaidAsync(server, "Lais chat deleted for both sides: chat_id=1");

        Assert.DoesNotContain(server.Output.All, line => line.Contains("private", StringComparison.Ordinal) || line.Contains(Buyer, StringComparison.Ordinal));
    }

    private static Task<string> SaidAsync(ServerProcess server, string words)
        => server.Output.FirstAsync(line => line.Contains(words, StringComparison.Ordinal), $"the line {words}");
}
