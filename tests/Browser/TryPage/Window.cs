using System.Text.Json;
using Haggle.Testing;
using Microsoft.Playwright;

namespace Haggle.Browser.TryPage;

/// <summary>A window with the try-it page, in the words of the person who sits at it.</summary>
internal sealed class Window : IAsyncDisposable
{
    private readonly List<string> _problems = [];
    private readonly List<string> _dialogs = [];

    private Window(IPage page)
    {
        Page = page;
        page.Console += (_, said) => Note(said);
        page.PageError += (_, error) => _problems.Add(error);
        page.Dialog += (_, dialog) =>
        {
            _dialogs.Add(dialog.Message);
            _ = dialog.DismissAsync();
        };
    }

    public IPage Page { get; }

    /// <summary>Set while a test takes the network or the server away: the browser complains then, and rightly.</summary>
    public bool ExpectsOutage { get; set; }

    /// <summary>Errors and warnings of the console, violated policies among them, and exceptions that nobody caught.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>What the page has put up by <c>alert</c> and the like, which it never should.</summary>
    public IReadOnlyList<string> Dialogs => _dialogs;

    public ILocator Field => Page.Locator(".composer-field");

    public ILocator Chats => Page.Locator(".chat-item:not(.skeleton)");

    public ILocator Rows => Page.Locator(".timeline .row");

    /// <summary>A row of the timeline that has this text.</summary>
    public ILocator Row(string text) => Rows.Filter(new() { HasText = text });

    public ILocator Bubble(string text) => Row(text).Locator(".bubble");

    /// <summary>How far an own message has come: waiting, stored, delivered, read or failed.</summary>
    public ILocator State(string state) => Page.Locator($".timeline .state-{state}");

    public static async Task<Window> OpenAsync(IBrowserContext profile, Uri server, string pathAndQuery = "/")
    {
        var window = new Window(await profile.NewPageAsync());
        await window.Page.GotoAsync(new Uri(server, pathAndQuery).ToString());
        return window;
    }

    /// <summary>A person in a profile of their own, who has entered as a guest.</summary>
    public static async Task<Window> EnterAsync(Chromium chromium, Uri server, string name, Look? look = null, string pathAndQuery = "/")
    {
        var window = await OpenAsync(await chromium.NewProfileAsync(look ?? new()), server, pathAndQuery);
        await window.EnterAsGuestAsync(name);
        return window;
    }

    public async Task EnterAsGuestAsync(string name)
    {
        await Page.Locator("input[name=display_name]").FillAsync(name);
        await Page.Locator("form button[type=submit]").ClickAsync();
        await Page.Locator(".shell").WaitForAsync();
        await Page.Locator(".list-empty, .chat-item:not(.skeleton)").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
    }

    public async Task LogInAsync(NativePerson account)
    {
        await Page.GetByRole(AriaRole.Tab).Nth(2).ClickAsync();
        await Page.Locator("input[name=email]").FillAsync(account.Email!);
        await Page.Locator("input[name=password]").FillAsync(NativeApi.Password);
        await Page.Locator("form button[type=submit]").ClickAsync();
        await Page.Locator(".shell").WaitForAsync();
    }

    /// <summary>The person's handle, without the at sign.</summary>
    public async Task<string> TagAsync() => (await Page.Locator(".tag-button").InnerTextAsync())[1..];

    public async Task OpenChatAsync(string title)
    {
        await Chats.Filter(new() { HasText = title }).ClickAsync();
        await Field.WaitForAsync();
    }

    public async Task SayAsync(string text)
    {
        await Field.FillAsync(text);
        await Page.Locator(".send").ClickAsync();
    }

    /// <summary>Opens a message's menu and presses the item with this label.</summary>
    public async Task ChooseAsync(string message, string item)
    {
        await Bubble(message).ClickAsync(new() { Button = MouseButton.Right });
        await Page.Locator(".menu").GetByRole(AriaRole.Menuitem, new() { Name = item, Exact = true }).ClickAsync();
    }

    public async Task ReactAsync(string message, string emoji)
    {
        await Bubble(message).ClickAsync(new() { Button = MouseButton.Right });
        await Page.Locator(".menu").GetByRole(AriaRole.Menuitemcheckbox, new() { Name = emoji, Exact = true }).ClickAsync();
    }

    public async Task ChooseInMainMenuAsync(string item)
    {
        await Page.Locator(".sidebar .icon-button[aria-haspopup]").ClickAsync();
        await Page.Locator(".menu-item").Filter(new() { HasText = item }).ClickAsync();
    }

    /// <summary>Everything that was said, top to bottom, without times and marks.</summary>
    public async Task<IReadOnlyList<string>> TextsAsync() => (await Page.EvaluateAsync<string[]>($"() => {ReadTexts}"))!;

    /// <summary>Waits until exactly this stands in the timeline, whatever stands before it.</summary>
    public async Task ExpectLastTextsAsync(params string[] wanted)
    {
        try
        {
            await Page.WaitForFunctionAsync($"wanted => JSON.stringify(({ReadTexts}).slice(-wanted.length)) === JSON.stringify(wanted)", wanted);
        }
        catch (TimeoutException)
        {
            Assert.Equal(wanted, (await TextsAsync()).TakeLast(wanted.Length)); // to say what stands there instead
            throw;
        }
    }

    /// <summary>What a fresh look at the server's messages of the open chat gives.</summary>
    public async Task<IReadOnlyList<string>> FetchTextsAsync()
    {
        var contents = await Page.EvaluateAsync<JsonElement>(
            """
            async () => {
              const key = Object.keys(localStorage).find((name) => name.endsWith('.session'));
              const { access_token } = JSON.parse(localStorage.getItem(key));
              const chat = location.hash.split('/').at(-1);
              const answer = await fetch(`/api/v1/chats/${chat}/messages?limit=200`, { headers: { Authorization: `Bearer ${access_token}` } });
              return (await answer.json()).items.map((message) => message.content);
            }
            """);
        return [.. contents.EnumerateArray().Select(content => content.GetString()!)];
    }

    public async ValueTask DisposeAsync()
    {
        if (!Page.IsClosed)
            await Page.Context.CloseAsync();
    }

    private const string ReadTexts =
        "[...document.querySelectorAll('.timeline .bubble-text')].map(text => [...text.childNodes].filter(part => !part.classList?.contains('meta')).map(part => part.textContent).join(''))";

    private void Note(IConsoleMessage said)
    {
        var outage = said.Text.Contains("net::ERR_", StringComparison.Ordinal) || said.Text.Contains("WebSocket connection to", StringComparison.Ordinal);
        if (said.Type is "error" or "warning" && !(ExpectsOutage && outage))
            _problems.Add(said.Text);
    }
}
