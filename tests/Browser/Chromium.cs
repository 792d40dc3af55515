using Haggle.Browser;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Chromium))]
[assembly: AssemblyFixture(typeof(SharedServer))]
// A browser and a server take all the machine; two tests at a time would only wait for each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Haggle.Browser;

/// <summary>One Chromium for all tests. HAGGLE_TEST_CHROMIUM names another than the system's.</summary>
public sealed class Chromium : IAsyncLifetime
{
    /// <summary>How long a page may take for anything: running into it means "never", on a busy machine too.</summary>
    private const float PatienceMs = 60_000;

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        var program = Environment.GetEnvironmentVariable("HAGGLE_TEST_CHROMIUM") ?? "/usr/bin/chromium";
        if (!File.Exists(program))
            throw new InvalidOperationException($"Chromium is needed, and there is no {program}.");
        Assertions.SetDefaultExpectTimeout(PatienceMs);
        _playwright = await Playwright.CreateAsync();
        // Its sandbox refuses to run as root, which is what a container usually has.
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Args = ["--no-sandbox"] });
    }

    /// <summary>A profile without a past: storage of its own, and a screen of the wanted kind.</summary>
    internal async Task<IBrowserContext> NewProfileAsync(Look look)
    {
        var profile = await _browser!.NewContextAsync(new()
        {
            ViewportSize = new() { Width = look.Width, Height = look.Height },
            ColorScheme = look.IsDark ? ColorScheme.Dark : ColorScheme.Light,
            Locale = look.Language,
            HasTouch = look.IsPhone,
            IsMobile = look.IsPhone,
        });
        profile.SetDefaultTimeout(PatienceMs);
        return profile;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.CloseAsync();
        _playwright?.Dispose();
    }
}
