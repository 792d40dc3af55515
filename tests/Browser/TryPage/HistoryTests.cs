using Haggle.Testing;
using static Microsoft.Playwright.Assertions;

namespace Haggle.Browser.TryPage;

public sealed class HistoryTests(Chromium chromium, SharedServer server)
{
    [Fact]
    public async Task Older_messages_come_in_above_without_moving_what_is_read()
    {
        await using var anna = await LongChatAsync(messages: 180, readTo: 180);
        await anna.ExpectLastTextsAsync("Строка 180");
        for (var known = await anna.Rows.CountAsync(); known < 180; known = await anna.Rows.CountAsync())
        {
            var moved = await anna.Page.EvaluateAsync<double>(
                """
                async () => {
                  const box = document.querySelector('.timeline');
                  const rows = () => [...box.querySelectorAll('[data-seq]')];
                  const known = rows().length;
                  box.scrollTop = 400;
                  const row = rows().find((one) => one.offsetTop + one.offsetHeight > box.scrollTop);
                  const top = () => row.getBoundingClientRect().top;
                  const before = top();
                  let farthest = 0;
                  while (rows().length === known) {
                    await new Promise(requestAnimationFrame);
                    farthest = Math.max(farthest, Math.abs(top() - before));
                  }
                  return farthest;
                }
                """);
            Assert.InRange(moved, 0, 1);
        }

        Assert.Equal(Enumerable.Range(1, 180).Select(number => $"Строка {number}"), (await anna.TextsAsync()).Select(FirstWords));
        Assert.Empty(anna.Problems);
    }

    [Fact]
    public async Task A_chat_opens_where_reading_stopped_and_a_button_leads_to_the_end()
    {
        await using var anna = await LongChatAsync(messages: 150, readTo: 20);
        var mark = anna.Page.Locator(".mark");
        await Expect(mark).ToBeInViewportAsync();
        await Expect(anna.Page.Locator(".mark + .row")).ToContainTextAsync("Строка 21");
        await Expect(anna.Page.Locator(".jump .badge")).ToBeVisibleAsync();
        await anna.Page.Locator(".jump").ClickAsync();
        await anna.ExpectLastTextsAsync("Строка 150");
        await Expect(anna.Row("Строка 150")).ToBeInViewportAsync();
        await Expect(anna.Page.Locator(".jump.shown")).ToHaveCountAsync(0);
        await Expect(anna.Chats.Locator(".badge")).ToHaveCountAsync(0);
        Assert.Empty(anna.Problems);
    }

    /// <summary>Anna's window with a long chat open, of which she has read a part.</summary>
    private async Task<Window> LongChatAsync(int messages, int readTo)
    {
        using var api = new NativeApi(server.Address);
        var (anna, boris) = (await api.RegisterAsync("Анна"), await api.RegisterAsync("Борис"));
        var chat = await api.OpenDirectAsync(anna, boris);
        for (var number = 1; number <= messages; number++) // of many heights
            await api.SendAsync(boris, chat, number == messages ? $"Строка {number}" : $"Строка {number}\n{string.Concat(Enumerable.Repeat("и слово ", number * 7 % 40))}");
        (await api.CallAsync(HttpMethod.Put, $"/api/v1/chats/{chat}/read", anna, new { up_to_seq = readTo })).Expect();
        var window = await Window.OpenAsync(await chromium.NewProfileAsync(new()), server.Address);
        await window.LogInAsync(anna);
        await window.OpenChatAsync("Борис");
        await window.Rows.First.WaitForAsync();
        return window;
    }

    private static string FirstWords(string text) => text.Split('\n')[0];
}
