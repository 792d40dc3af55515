using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Haggle.Browser.TryPage;

/// <summary>Several windows of one browser, which share its storage.</summary>
public sealed class OneBrowserTests(Chromium chromium, SharedServer server)
{
    [Fact]
    public async Task The_other_persons_window_is_another_person_and_opens_a_chat_with_the_first()
    {
        var profile = await chromium.NewProfileAsync(new());
        await using var first = await Window.OpenAsync(profile, server.Address);
        await first.EnterAsGuestAsync("Анна");
        var address = await first.Page.EvaluateAsync<string>("() => new Promise((tell) => { window.open = (url) => tell(url); document.querySelector('.blank button').click(); })");
        await using var second = await Window.OpenAsync(profile, server.Address, address!);
        await second.EnterAsGuestAsync("Борис");
        await second.SayAsync("Это я, второй");
        await Expect(first.Chats).ToContainTextAsync("Это я, второй");
        Assert.NotEqual(await first.TagAsync(), await second.TagAsync());
        Assert.Empty(first.Problems);
        Assert.Empty(second.Problems);
    }

    [Fact]
    public async Task Two_windows_of_one_person_show_the_same_and_end_together()
    {
        await using var meeting = await Meeting.BeginAsync(chromium, server.Address);
        var anna = meeting.Anna;
        await using var again = await Window.OpenAsync(anna.Page.Context, server.Address);
        await again.OpenChatAsync("Борис");
        await again.SayAsync("Из второй вкладки");
        await anna.ExpectLastTextsAsync("Из второй вкладки");
        await meeting.Boris.ExpectLastTextsAsync("Из второй вкладки");
        await again.ChooseInMainMenuAsync("Выйти");
        await Expect(again.Page.Locator(".entry-card")).ToBeVisibleAsync();
        await Expect(anna.Page.Locator(".entry-card")).ToBeVisibleAsync();
        Assert.Equal(0, await anna.Page.EvaluateAsync<int>("() => Object.keys(localStorage).filter((key) => /session|unsent|draft/.test(key)).length"));
        meeting.HadNoProblems();
    }

    [Fact]
    public async Task Two_windows_that_wake_up_with_a_spent_token_renew_it_once_and_both_stay()
    {
        await using var meeting = await Meeting.BeginAsync(chromium, server.Address);
        var anna = meeting.Anna;
        await using var again = await Window.OpenAsync(anna.Page.Context, server.Address);
        await again.Chats.WaitForAsync();
        var address = anna.Page.Url;
        // Both sleep at a page of the same site that runs no script: one that is awake looks at its token every 15 seconds and might renew it first.
        var asleep = new Uri(server.Address, "asleep").ToString();
        await anna.Page.Context.RouteAsync(asleep, route => route.FulfillAsync(new() { ContentType = "text/html", Body = "<link rel=icon href='data:,'>" }));
        await Task.WhenAll(anna.Page.GotoAsync(asleep), again.Page.GotoAsync(asleep));
        await anna.Page.EvaluateAsync(
            "() => { const kept = JSON.parse(localStorage.getItem('haggle.1.session')); localStorage.setItem('haggle.1.session', JSON.stringify({ ...kept, made_at: 0 })); }");
        var renewals = 0;
        anna.Page.Context.Request += (_, request) => renewals += request.Url.EndsWith("/auth/refresh", StringComparison.Ordinal) ? 1 : 0;
        await Task.WhenAll(anna.Page.GotoAsync(address), again.Page.GotoAsync(address));
        await Expect(anna.Page.Locator(".head-status.good")).ToBeVisibleAsync();
        await again.OpenChatAsync("Борис");
        await Expect(again.Page.Locator(".head-status.good")).ToBeVisibleAsync();
        Assert.Equal(1, renewals);
        meeting.HadNoProblems();
    }
}
