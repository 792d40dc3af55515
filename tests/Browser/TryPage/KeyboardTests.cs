using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Haggle.Browser.TryPage;

public sealed class KeyboardTests(Chromium chromium, SharedServer server)
{
    [Fact]
    public async Task A_person_without_a_mouse_can_find_somebody_write_react_and_leave()
    {
        await using var boris = await Window.EnterAsync(chromium, server.Address, "Бронислав");
        await using var anna = await Window.OpenAsync(await chromium.NewProfileAsync(new()), server.Address);
        var keys = anna.Page.Keyboard;
        await keys.TypeAsync("Анна"); // the field has the focus already
        await keys.PressAsync("Enter");
        await anna.Page.Locator(".list-empty").WaitForAsync();

        await keys.PressAsync("Control+k");
        await keys.TypeAsync("бронисл");
        await Expect(anna.Page.Locator(".results .person")).ToBeVisibleAsync();
        await keys.PressAsync("ArrowDown");
        await keys.PressAsync("Enter");
        await Expect(anna.Field).ToBeFocusedAsync();
        await keys.TypeAsync("Добрый день");
        await keys.PressAsync("Shift+Enter");
        await keys.TypeAsync("и вечер");
        await keys.PressAsync("Enter");
        await anna.ExpectLastTextsAsync("Добрый день\nи вечер");
        await boris.OpenChatAsync("Анна");
        await boris.SayAsync("И вам");
        await anna.ExpectLastTextsAsync("И вам");

        await keys.PressAsync("Shift+Tab"); // to the timeline
        await keys.PressAsync("ArrowUp");
        await Expect(anna.Row("И вам")).ToBeFocusedAsync();
        await keys.PressAsync("Enter");
        await keys.PressAsync("ArrowRight");
        await keys.PressAsync("Enter"); // the second reaction
        await Expect(boris.Page.Locator(".reaction")).ToHaveTextAsync("❤️1");
        await Expect(anna.Row("И вам")).ToBeFocusedAsync();
        await keys.PressAsync("Escape");
        await Expect(anna.Field).ToBeFocusedAsync();
        await keys.PressAsync("Escape");
        await Expect(anna.Chats).ToBeFocusedAsync();
        Assert.Empty(anna.Problems);
    }

    [Fact]
    public async Task On_a_touch_screen_Enter_breaks_the_line_and_a_tap_opens_the_menu()
    {
        await using var meeting = await Meeting.BeginAsync(chromium, server.Address, annas: Look.Phone);
        var anna = meeting.Anna;
        await anna.Field.FillAsync("Раз");
        await anna.Field.PressAsync("Enter");
        await anna.Field.PressSequentiallyAsync("два");
        await Expect(anna.Field).ToHaveValueAsync("Раз\nдва");
        await anna.Page.Locator(".send").TapAsync();
        await meeting.Boris.ExpectLastTextsAsync("Раз\nдва");
        await Expect(anna.State("read")).ToBeVisibleAsync();
        await anna.Page.Locator(".bubble").TapAsync();
        await anna.Page.GetByRole(AriaRole.Menuitemcheckbox, new() { Name = "👍" }).TapAsync();
        await Expect(meeting.Boris.Page.Locator(".reaction")).ToHaveTextAsync("👍1");
        meeting.HadNoProblems();
    }

    [Fact]
    public async Task A_message_that_is_too_long_is_counted_down_and_not_sent()
    {
        await using var meeting = await Meeting.BeginAsync(chromium, server.Address);
        var anna = meeting.Anna;
        var counter = anna.Page.Locator(".counter");
        await anna.Field.FillAsync(new string('я', 8_999));
        await Expect(counter).ToBeHiddenAsync();
        await anna.Field.FillAsync(string.Concat(Enumerable.Repeat("👍", 9_000))); // signs are counted, not their halves
        await Expect(counter).ToHaveTextAsync("1000");
        await anna.Field.FillAsync(new string('я', 10_001));
        await Expect(counter).ToHaveTextAsync("-1");
        await anna.Field.PressAsync("Enter");
        await Expect(anna.Page.Locator(".send")).ToBeDisabledAsync();
        await anna.Field.FillAsync(new string('я', 10_000));
        await anna.Field.PressAsync("Enter");
        await meeting.Boris.ExpectLastTextsAsync(new string('я', 10_000));
        Assert.Single(await meeting.Boris.TextsAsync());
        meeting.HadNoProblems();
    }
}
