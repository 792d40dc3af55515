using System.Text.Json;
using Haggle.Browser.TryPage;
using Haggle.Testing;

namespace Haggle.Browser;

/// <summary>What README.md has one paste into the console of the try-it page.</summary>
public sealed class ReadmeTests(Chromium chromium, SharedServer server)
{
    [Fact]
    public async Task The_lines_for_the_console_open_a_socket_and_show_what_comes()
    {
        var lines = Markdown.Read("README.md").Blocks.Single(block => block.Language == "js").Text;
        await using var profile = await chromium.NewProfileAsync(new());
        await using var window = await Window.OpenAsync(profile, server.Address);
        var shown = await window.Page.RunAndWaitForConsoleMessageAsync(() => window.Page.EvaluateAsync($"async () => {{ {lines} }}"));
        var frame = await shown.Args[0].JsonValueAsync<JsonElement>();
        Assert.Equal("session.started", frame.GetProperty("event").GetString());
        Assert.Empty(window.Problems);
    }
}
