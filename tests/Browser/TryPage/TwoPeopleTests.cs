using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Haggle.Browser.TryPage;

public sealed class TwoPeopleTests(Chromium chromium, SharedServer server)
{
    [Fact]
    public async Task What_one_writes_the_other_gets_and_the_ticks_tell_that_it_was_read()
    {
        await using var meeting = await Meeting.BeginAsync(chromium, server.Address);
        var (anna, boris) = (meeting.Anna, meeting.Boris);
        await anna.Page.Locator(".timeline").FocusAsync();
        await boris.SayAsync("Ещё продаёте?");
        await anna.ExpectLastTextsAsync("Ещё продаёте?");
        await Expect(boris.State("read")).ToHaveCountAsync(1);
        await anna.SayAsync("Да, приезжайте");
        await boris.ExpectLastTextsAsync("Ещё продаёте?", "Да, приезжайте");
        await Expect(anna.State("read")).ToHaveCountAsync(1);
        meeting.HadNoProblems();
    }

    [Fact]
    public async Task A_message_that_nobody_has_looked_at_is_delivered_and_counted_but_not_read()
    {
        await using var meeting = await Meeting.BeginAsync(chromium, server.Address);
        var (anna, boris) = (meeting.Anna, meeting.Boris);
        await anna.Page.Keyboard.PressAsync("Escape"); // she goes back to her list
        await boris.SayAsync("Ау");
        await Expect(boris.State("delivered")).ToHaveCountAsync(1);
        await Expect(anna.Chats.Locator(".badge")).ToContainTextAsync("1 непрочитанное");
        await anna.OpenChatAsync("Борис");
        await Expect(anna.Page.Locator(".mark")).ToBeVisibleAsync();
        await Expect(boris.State("read")).ToHaveCountAsync(1);
        await Expect(anna.Chats.Locator(".badge")).ToHaveCountAsync(0);
        meeting.HadNoProblems();
    }

    [Fact]
    public async Task Typing_is_seen_while_it_lasts()
    {
        await using var meeting = await Meeting.BeginAsync(chromium, server.Address);
        var (anna, boris) = (meeting.Anna, meeting.Boris);
        await boris.Field.PressSequentiallyAsync("Могу");
        await Expect(anna.Page.Locator(".head-status.typing")).ToContainTextAsync("печатает");
        await Expect(anna.Chats.Locator(".typing")).ToBeVisibleAsync();
        await boris.Field.FillAsync("");
        await Expect(anna.Page.Locator(".head-status.typing")).ToHaveCountAsync(0);
        meeting.HadNoProblems();
    }

    [Fact]
    public async Task The_last_message_is_corrected_from_the_empty_field_and_says_so()
    {
        await using var meeting = await Meeting.BeginAsync(chromium, server.Address);
        var (anna, boris) = (meeting.Anna, meeting.Boris);
        await anna.SayAsync("Самавывоз");
        await Expect(anna.State("read")).ToHaveCountAsync(1);
        await anna.Field.PressAsync("ArrowUp");
        await Expect(anna.Field).ToHaveValueAsync("Самавывоз");
        await anna.Field.FillAsync("Самовывоз");
        await anna.Field.PressAsync("Enter");
        await boris.ExpectLastTextsAsync("Самовывоз");
        await Expect(boris.Row("Самовывоз").Locator(".meta")).ToContainTextAsync("изменено");
        await Expect(anna.Field).ToHaveValueAsync("");
        meeting.HadNoProblems();
    }

    [Fact]
    public async Task A_message_deleted_for_everyone_leaves_a_note_with_both()
    {
        await using var meeting = await Meeting.BeginAsync(chromium, server.Address);
        var (anna, boris) = (meeting.Anna, meeting.Boris);
        await anna.SayAsync("Не туда");
        await Expect(anna.State("read")).ToHaveCountAsync(1);
        await anna.ChooseAsync("Не туда", "Удалить");
        await anna.Page.GetByRole(AriaRole.Button, new() { Name = "У всех", Exact = true }).ClickAsync();
        await boris.ExpectLastTextsAsync("Сообщение удалено");
        await anna.ExpectLastTextsAsync("Сообщение удалено");
        meeting.HadNoProblems();
    }

    [Fact]
    public async Task A_message_deleted_for_me_stays_with_the_other()
    {
        await using var meeting = await Meeting.BeginAsync(chromium, server.Address);
        var (anna, boris) = (meeting.Anna, meeting.Boris);
        await boris.SayAsync("Первое");
        await boris.SayAsync("Второе");
        await anna.ExpectLastTextsAsync("Первое", "Второе");
        await anna.ChooseAsync("Второе", "Удалить");
        await anna.Page.GetByRole(AriaRole.Button, new() { Name = "Только у меня", Exact = true }).ClickAsync();
        await Expect(anna.Rows).ToHaveCountAsync(1);
        await Expect(anna.Chats).ToContainTextAsync("Первое");
        Assert.Equal(["Первое", "Второе"], await boris.TextsAsync());
        await anna.Page.ReloadAsync();
        await anna.ExpectLastTextsAsync("Первое");
        Assert.Single(await anna.TextsAsync());
        meeting.HadNoProblems();
    }

    [Fact]
    public async Task A_reaction_counts_for_both_and_goes_with_a_second_press()
    {
        await using var meeting = await Meeting.BeginAsync(chromium, server.Address);
        var (anna, boris) = (meeting.Anna, meeting.Boris);
        await boris.SayAsync("Спасибо");
        await anna.ExpectLastTextsAsync("Спасибо");
        await anna.ReactAsync("Спасибо", "❤️");
        var (hers, his) = (anna.Page.Locator(".reaction"), boris.Page.Locator(".reaction"));
        await Expect(his).ToHaveTextAsync("❤️1");
        await Expect(his).ToHaveAttributeAsync("aria-pressed", "false");
        await Expect(hers).ToHaveAttributeAsync("aria-pressed", "true");
        await his.ClickAsync();
        await Expect(hers).ToHaveTextAsync("❤️2");
        await his.ClickAsync();
        await hers.ClickAsync();
        await Expect(his).ToHaveCountAsync(0);
        await Expect(hers).ToHaveCountAsync(0);
        meeting.HadNoProblems();
    }

    [Fact]
    public async Task An_answer_shows_what_it_answers_and_leads_there()
    {
        await using var meeting = await Meeting.BeginAsync(chromium, server.Address);
        var (anna, boris) = (meeting.Anna, meeting.Boris);
        await boris.SayAsync("Зарядка есть?");
        await anna.ExpectLastTextsAsync("Зарядка есть?");
        await anna.ChooseAsync("Зарядка есть?", "Ответить");
        await Expect(anna.Page.Locator(".composer-context")).ToContainTextAsync("Ответ: Борис");
        await anna.Field.FillAsync("Оригинальная");
        await anna.Field.PressAsync("Enter");
        await Expect(boris.Row("Оригинальная").Locator(".quote")).ToContainTextAsync("Зарядка есть?");
        await Expect(anna.Page.Locator(".composer-context")).ToBeHiddenAsync();
        await boris.Row("Оригинальная").Locator(".quote").ClickAsync();
        await Expect(boris.Page.Locator(".row.flash")).ToContainTextAsync("Зарядка есть?");
        meeting.HadNoProblems();
    }

    [Fact]
    public async Task A_group_gathers_people_who_see_each_others_names()
    {
        await using var meeting = await Meeting.BeginAsync(chromium, server.Address);
        var (anna, boris) = (meeting.Anna, meeting.Boris);
        await anna.Page.GetByRole(AriaRole.Button, new() { Name = "Новая группа" }).ClickAsync();
        var dialog = anna.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Название").FillAsync("Соседи");
        await dialog.Locator(".person").Filter(new() { HasText = "Борис" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Создать группу" }).ClickAsync();
        await Expect(anna.Page.Locator(".head-title")).ToHaveTextAsync("Соседи");
        await anna.SayAsync("Всем привет");
        await boris.OpenChatAsync("Соседи");
        await Expect(boris.Row("Всем привет").Locator(".author")).ToHaveTextAsync("Анна");
        await Expect(boris.Page.Locator(".head-status")).ToContainTextAsync("2 участника");
        meeting.HadNoProblems();
    }

    [Fact]
    public async Task People_are_found_by_tag_and_by_name()
    {
        await using var anna = await Window.EnterAsync(chromium, server.Address, "Аполлинария");
        await using var boris = await Window.EnterAsync(chromium, server.Address, "Борис");
        var search = boris.Page.GetByRole(AriaRole.Searchbox);
        await search.FillAsync("аполлин");
        await Expect(boris.Page.Locator(".results .person")).ToContainTextAsync("Аполлинария");
        await search.FillAsync($"@{await anna.TagAsync()}");
        await Expect(boris.Page.Locator(".results .person")).ToContainTextAsync("Аполлинария");
        await boris.Page.Locator(".results .person").ClickAsync();
        await boris.SayAsync("Нашёл");
        await Expect(anna.Chats).ToContainTextAsync("Нашёл");
        Assert.Empty(anna.Problems);
        Assert.Empty(boris.Problems);
    }
}
