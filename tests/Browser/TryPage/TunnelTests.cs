using Haggle.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Haggle.Browser.TryPage;

/// <summary>The network goes in the middle of a sentence, or the server does.</summary>
public sealed class TunnelTests(Chromium chromium, SharedServer server)
{
    [Fact]
    public async Task What_is_written_without_a_network_waits_and_arrives_in_order_and_once()
    {
        await using var meeting = await Meeting.BeginAsync(chromium, server.Address);
        var (anna, boris) = (meeting.Anna, meeting.Boris);
        anna.ExpectsOutage = true;
        await anna.Page.Context.SetOfflineAsync(true);
        for (var number = 1; number <= 5; number++)
            await anna.SayAsync($"Из туннеля {number}");
        await Expect(anna.Page.Locator(".conversation .offline")).ToBeVisibleAsync();
        Assert.Equal(5, await anna.Rows.CountAsync());
        await anna.Page.Context.SetOfflineAsync(false);
        string[] wanted = ["Из туннеля 1", "Из туннеля 2", "Из туннеля 3", "Из туннеля 4", "Из туннеля 5"];
        await boris.ExpectLastTextsAsync(wanted);
        await Expect(anna.State("waiting")).ToHaveCountAsync(0);
        await Expect(anna.Page.Locator(".conversation .offline")).ToBeHiddenAsync();
        Assert.Equal(wanted, await boris.TextsAsync());
        Assert.Equal(wanted, await anna.TextsAsync());
        Assert.Equal(wanted, await anna.FetchTextsAsync());
        meeting.HadNoProblems();
    }

    [Fact]
    public async Task A_killed_server_loses_nothing_that_was_written_before_during_or_after()
    {
        await using var mortal = await ServerProcess.StartAsync();
        await using var meeting = await Meeting.BeginAsync(chromium, mortal.Address);
        var (anna, boris) = (meeting.Anna, meeting.Boris);
        anna.ExpectsOutage = boris.ExpectsOutage = true;
        await anna.SayAsync("До");
        await boris.ExpectLastTextsAsync("До");

        await boris.Field.PressSequentiallyAsync("Полсло");
        mortal.Kill();
        await anna.SayAsync("Во время 1");
        await anna.SayAsync("Во время 2");
        await Expect(anna.Page.Locator(".conversation .offline")).ToBeVisibleAsync();
        await Expect(anna.Row("Во время 2").Locator(".state-waiting")).ToBeVisibleAsync();
        await mortal.StartAgainAsync();

        await boris.ExpectLastTextsAsync("До", "Во время 1", "Во время 2");
        await Expect(boris.Field).ToHaveValueAsync("Полсло"); // nobody took the sentence away
        await boris.Field.PressSequentiallyAsync("ва");
        await boris.Field.PressAsync("Enter");
        string[] wanted = ["До", "Во время 1", "Во время 2", "Полслова"];
        await anna.ExpectLastTextsAsync(wanted);
        Assert.Equal(wanted, await anna.TextsAsync());
        Assert.Equal(wanted, await boris.TextsAsync());
        Assert.Equal(wanted, await boris.FetchTextsAsync());
        meeting.HadNoProblems();
    }

    [Fact]
    public async Task Unsent_messages_and_the_draft_survive_a_reload()
    {
        await using var mortal = await ServerProcess.StartAsync();
        await using var meeting = await Meeting.BeginAsync(chromium, mortal.Address);
        var (anna, boris) = (meeting.Anna, meeting.Boris);
        anna.ExpectsOutage = boris.ExpectsOutage = true;
        mortal.Kill();
        await anna.SayAsync("Не ушло");
        await anna.Field.FillAsync("Недописано");
        await anna.Page.GotoAsync("about:blank"); // the window is gone, and with it everything that only memory held
        await mortal.StartAgainAsync();
        await anna.Page.GoBackAsync();
        await Expect(anna.Field).ToHaveValueAsync("Недописано");
        await boris.ExpectLastTextsAsync("Не ушло");
        await Expect(anna.State("waiting")).ToHaveCountAsync(0);
        Assert.Single(await boris.TextsAsync());
        Assert.Equal(["Не ушло"], await anna.FetchTextsAsync());
        meeting.HadNoProblems();
    }

    [Fact]
    public async Task An_event_that_got_lost_on_the_way_is_made_up_for()
    {
        await using var anna = await Window.EnterAsync(chromium, server.Address, "Анна");
        var lost = 0;
        await anna.Page.Context.RouteWebSocketAsync("**/ws?**", socket =>
        {
            var beyond = socket.ConnectToServer();
            beyond.OnMessage(frame =>
            {
                var loses = frame.Text!.Contains("Потеряно", StringComparison.Ordinal) && frame.Text.StartsWith("{\"event\":\"message.", StringComparison.Ordinal);
                if (loses)
                    lost++;
                else
                    socket.Send(frame.Text);
            });
        });
        await using var boris = await Window.EnterAsync(chromium, server.Address, "Борис", pathAndQuery: $"/?to={await anna.TagAsync()}");
        await boris.SayAsync("Есть");
        await anna.Page.ReloadAsync(); // from here on through the route
        await anna.OpenChatAsync("Борис");
        await boris.SayAsync("Потеряно");
        await boris.SayAsync("Снова есть");
        await anna.ExpectLastTextsAsync("Есть", "Потеряно", "Снова есть");
        Assert.Equal(1, lost);
        Assert.Empty(anna.Problems);
    }
}
