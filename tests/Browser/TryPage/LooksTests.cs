using System.Globalization;
using Haggle.Testing;
using static Microsoft.Playwright.Assertions;

namespace Haggle.Browser.TryPage;

/// <summary>Widths, themes and languages. The pictures are in artifacts/browser, for eyes.</summary>
public sealed class LooksTests(Chromium chromium, SharedServer server)
{
    public static TheoryData<int, int, bool, string> Screens { get; } = new()
    {
        { 320, 568, false, "en" }, { 360, 740, false, "ru" }, { 360, 740, true, "en" }, { 768, 1024, false, "ru" }, { 768, 1024, true, "ru" },
        { 899, 700, false, "ru" }, { 900, 700, true, "en" }, { 1440, 900, false, "ru" }, { 1440, 900, true, "en" },
    };

    [Theory]
    [MemberData(nameof(Screens))]
    public async Task Everything_fits_on_the_screen(int width, int height, bool dark, string language)
    {
        var look = new Look(width, height, dark, language);
        var name = string.Create(CultureInfo.InvariantCulture, $"{width}-{(dark ? "dark" : "light")}-{language}");
        await using var newcomer = await Window.OpenAsync(await chromium.NewProfileAsync(look), server.Address);
        await newcomer.Page.Locator(".entry-card").WaitForAsync();
        await PictureAsync(newcomer, $"entry-{name}");
        await using var meeting = await Meeting.BeginAsync(chromium, server.Address, look);
        var (anna, boris) = (meeting.Anna, meeting.Boris);
        await boris.SayAsync("Здравствуйте, диван ещё продаётся? Смотрела похожий: https://example.com/ads/1024?from=a-very-long-address-that-has-to-break-somewhere");
        await boris.SayAsync("Оченьдлинноесловокотороенепомещаетсявстрокуиперенестиегонегде");
        await anna.SayAsync("Да, приезжайте");
        await anna.SayAsync("👍");
        await boris.ReactAsync("Да, приезжайте", "🔥");
        await Expect(anna.Page.Locator(".reaction")).ToBeVisibleAsync();
        await Expect(anna.State("read").Last).ToBeVisibleAsync();
        await PictureAsync(anna, $"chat-{name}");
        await Expect(anna.Page.Locator(".sidebar")).ToBeVisibleAsync(new() { Visible = width >= 900 });
        if (width < 900)
        {
            await anna.Page.Locator(".back").ClickAsync();
            await Expect(anna.Page.Locator(".sidebar")).ToBeVisibleAsync();
            await PictureAsync(anna, $"list-{name}");
        }

        meeting.HadNoProblems();
        Assert.Empty(newcomer.Problems);
    }

    [Fact]
    public async Task The_theme_and_the_language_change_at_once_and_are_remembered()
    {
        await using var meeting = await Meeting.BeginAsync(chromium, server.Address);
        var anna = meeting.Anna;
        await anna.Field.FillAsync("Черновик");
        await anna.ChooseInMainMenuAsync("English");
        await Expect(anna.Field).ToHaveAttributeAsync("placeholder", "Message");
        await Expect(anna.Field).ToHaveValueAsync("Черновик");
        await Expect(anna.Page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await Expect(anna.Page.Locator(".head-status")).ToHaveTextAsync("online");
        var light = await GroundAsync(anna);
        await anna.ChooseInMainMenuAsync("Dark");
        Assert.NotEqual(light, await GroundAsync(anna));
        await anna.Page.ReloadAsync();
        await Expect(anna.Field).ToHaveAttributeAsync("placeholder", "Message");
        Assert.NotEqual(light, await GroundAsync(anna));
        await anna.ChooseInMainMenuAsync("Light");
        await anna.ChooseInMainMenuAsync("Русский");
        await Expect(anna.Field).ToHaveAttributeAsync("placeholder", "Сообщение");
        Assert.Equal(light, await GroundAsync(anna));
        meeting.HadNoProblems();
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task Words_stand_out_from_their_ground(string theme)
    {
        await using var window = await Window.OpenAsync(await chromium.NewProfileAsync(new()), server.Address);
        var tooWeak = await window.Page.EvaluateAsync<string[]>(
            """
            (theme) => {
              document.documentElement.dataset.theme = theme;
              const probe = document.body.appendChild(document.createElement('i'));
              const light = (colour) => {
                probe.style.color = colour;
                const parts = getComputedStyle(probe).color.match(/[\d.]+/g).slice(0, 3).map((part) => part / 255);
                const [r, g, b] = parts.map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
                return 0.2126 * r + 0.7152 * g + 0.0722 * b;
              };
              const contrast = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
              const of = (name) => name.startsWith('#') ? name : `var(--hg-${name})`;
              const hues = [0, 1, 2, 3, 4, 5, 6, 7];
              const words = [
                ...['surface', 'surface-raised', 'surface-sunken'].flatMap((ground) => [['ink', ground], ['ink-soft', ground], ['accent', ground], ['bad', ground]]),
                ['good', 'surface-raised'], ['on-accent', 'accent'], ['on-accent', 'accent-strong'], ['on-own', 'own'], ['own-soft', 'own'], ['accent-strong', 'own'],
                ['on-other', 'other'], ['ink-soft', 'other'], ['accent', 'accent-soft'], ['accent-strong', 'accent-soft'],
                ...hues.flatMap((hue) => [[`ink-${hue}`, 'other'], ['#ffffff', `hue-${hue}`]]),
              ];
              const marks = [['accent', 'own'], ['bad', 'own'], ['line-strong', 'surface-raised']];
              const weak = (pairs, least) => pairs.map(([a, b]) => [a, b, contrast(of(a), of(b))]).filter(([, , value]) => value < least);
              return [...weak(words, 4.5), ...weak(marks, 3)].map(([a, b, value]) => `${a} on ${b}: ${value.toFixed(2)}`);
            }
            """,
            theme);
        Assert.Empty(tooWeak!);
    }

    private static Task<string> GroundAsync(Window window) => window.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor");

    private static async Task PictureAsync(Window window, string name)
    {
        var folder = Path.Combine(Checkout.Root, "artifacts", "browser");
        await window.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"try-{name}.png"), Animations = Microsoft.Playwright.ScreenshotAnimations.Disabled });
        Assert.Equal(0, await window.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth"));
    }
}
