using System.Text.Json;
using Haggle.Testing;

namespace Haggle.Server.Tests.Documents;

/// <summary>README.md does what it says, on a new server. What it pastes into a browser, tests/Browser does.</summary>
public sealed class ReadmeTests
{
    private const string Address = "http://127.0.0.1:8000";

    private static readonly Markdown Readme = Markdown.Read("README.md");

    [Fact]
    public async Task The_first_conversation_goes_as_it_is_written()
    {
        await using var server = await ServerProcess.StartAsync(new Dictionary<string, string> { ["RATE_LIMIT_COMMANDS_PER_SEC"] = "20" });
        using var folder = new TemporaryFolder();
        var script = Block("A first conversation", "sh").Text;
        Assert.Contains(Address, script, StringComparison.Ordinal);
        var said = await Shell.RunAsync($"{script.Replace(Address, server.Address.OriginalString, StringComparison.Ordinal)}\necho $boris", folder.FullName);

        var lines = said.TrimEnd().Split('\n');
        Assert.Equal(3, lines.Length);
        var (message, page, boris) = (JsonElement.Parse(lines[0]), JsonElement.Parse(lines[1]), lines[2]);
        Assert.Equal(("Is it still for sale?", "first"), (message.GetProperty("content").GetString(), message.GetProperty("client_message_id").GetString()));
        var seen = Assert.Single(page.GetProperty("items").EnumerateArray());
        Assert.Equal(message.GetProperty("id").GetInt64(), seen.GetProperty("id").GetInt64());

        await AnswerAsync(server, boris);
    }

    [Fact]
    public void The_two_commands_are_there()
    {
        foreach (var command in Block("Two commands", "sh").Text.Split('\n').Select(line => line.Split(' ')[0]))
            Assert.StartsWith("#!/usr/bin/env bash", House.Read(command), StringComparison.Ordinal);
    }

    [Fact]
    public void There_is_no_block_that_these_tests_do_not_know()
        => Assert.Equal(
            [("Two commands", "sh"), ("A first conversation", "sh"), ("A first conversation", "js"), ("A first conversation", "json"), ("The house", "")],
            Readme.Blocks.Select(block => (block.Section, block.Language)));

    /// <summary>Boris in his terminal: one frame a line.</summary>
    private static async Task AnswerAsync(ServerProcess server, string boris)
    {
        Assert.Contains("/ws?token=$boris", Readme.Spans().Single(span => span.StartsWith("npx wscat", StringComparison.Ordinal)), StringComparison.Ordinal);
        await using var socket = await NativeSocket.ConnectAsync(server.Address, boris);
        foreach (var frame in Block("A first conversation", "json").Text.Split('\n'))
        {
            var id = JsonElement.Parse(frame).GetProperty("id").GetString();
            await socket.SendTextAsync(frame);
            Assert.False((await socket.Frames.FirstAsync(answer => answer.Id == id, $"the answer to {frame}")).IsError);
        }

        await socket.EventAsync("message.created", data => data.GetProperty("content").GetString() == "Yes, it is");
    }

    private static Markdown.Block Block(string section, string language) => Readme.Blocks.Single(block => block.Section == section && block.Language == language);
}
