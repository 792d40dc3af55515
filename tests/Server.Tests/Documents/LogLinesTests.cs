using System.Text.RegularExpressions;
using Haggle.Testing;

namespace Haggle.Server.Tests.Documents;

/// <summary>The lines of <c>LOG_STYLE=python</c>. Source: contracts/messenger.md, A5.</summary>
public sealed partial class LogLinesTests
{
    [Fact]
    public async Task One_message_in_a_direct_chat_writes_the_documented_lines_each_as_often_as_documented()
    {
        var documented = Assert.Single(Markdown.Read("contracts/messenger.md").Blocks, block => block.Section == "A5. Log lines").Text;
        await using var server = await ServerProcess.StartAsync(new Dictionary<string, string> { ["LOG_STYLE"] = "python", ["LOG_LEVEL"] = "Debug" });
        using var api = new NativeApi(server.Address);
        var (anna, boris) = (await api.GuestAsync("Anna"), await api.GuestAsync("Boris"));
        var chat = await api.OpenDirectAsync(anna, boris);
        await using var socket = await NativeSocket.ConnectAsync(server.Address, anna.AccessToken);
        var message = await api.SendAsync(anna, chat, "Is it still for sale?"); // Boris is not connected
        await socket.EventAsync("message.created");
        await socket.CloseAsync();
        Assert.Equal(0, await server.StopAsync());

        var real = new Dictionary<string, long> { ["7"] = anna.Id, ["9"] = boris.Id, ["12"] = chat, ["311"] = message.Id };
        var expected = Id().Replace(documented, number => $"{real[number.Value]}");
        var written = server.Output.All.Where(line => line.Contains(":app.", StringComparison.Ordinal) && !line.Contains("WebSocket closed", StringComparison.Ordinal));
        Assert.Equal(expected.Split('\n').Order(), written.Order());
        Assert.All(server.Output.All, line => Assert.Matches(Form(), line));
    }

    /// <summary>Ids; not the number of participants.</summary>
    [GeneratedRegex(@"(?<=(user_id=|user |message |chat ))\d+")]
    private static partial Regex Id();

    [GeneratedRegex(@"^(DEBUG|INFO|WARNING|ERROR|CRITICAL):[A-Za-z][\w.]*:\S.*$")]
    private static partial Regex Form();
}
