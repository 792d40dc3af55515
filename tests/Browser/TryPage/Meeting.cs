using Microsoft.Playwright;

namespace Haggle.Browser.TryPage;

/// <summary>Anna and Boris, each at a window of their own, in a chat of two that both have open.</summary>
internal sealed class Meeting : IAsyncDisposable
{
    public required Window Anna { get; init; }

    public required Window Boris { get; init; }

    public static async Task<Meeting> BeginAsync(Chromium chromium, Uri server, Look? annas = null, Look? boriss = null)
    {
        var anna = await Window.EnterAsync(chromium, server, "Анна", annas);
        var boris = await Window.EnterAsync(chromium, server, "Борис", boriss, $"/?to={await anna.TagAsync()}");
        await boris.Field.WaitForAsync();
        await anna.OpenChatAsync("Борис");
        // Live on both sides: the header knows that the other one is there.
        await Assertions.Expect(anna.Page.Locator(".head-status.good")).ToBeVisibleAsync();
        await Assertions.Expect(boris.Page.Locator(".head-status.good")).ToBeVisibleAsync();
        return new Meeting { Anna = anna, Boris = boris };
    }

    /// <summary>Neither window has anything to complain about.</summary>
    public void HadNoProblems()
    {
        Assert.Empty(Anna.Problems);
        Assert.Empty(Boris.Problems);
    }

    public async ValueTask DisposeAsync()
    {
        await Anna.DisposeAsync();
        await Boris.DisposeAsync();
    }
}
