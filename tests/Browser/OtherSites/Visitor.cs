using System.Text.Json;
using Microsoft.Playwright;

namespace Haggle.Browser.OtherSites;

/// <summary>What a page was told: 0 for an answer that the browser kept from it.</summary>
internal sealed record Told(int Status, JsonElement Body);

/// <summary>Somebody in a browser of their own, on a page of a site.</summary>
internal sealed class Visitor : IAsyncDisposable
{
    private readonly IPage page;

    private Visitor(IPage page) => this.page = page;

    public static async Task<Visitor> ComeAsync(Chromium chromium, Site site)
    {
        var profile = await chromium.NewProfileAsync(new());
        var visitor = new Visitor(await profile.NewPageAsync());
        await visitor.page.GotoAsync(site.Address.ToString());
        return visitor;
    }

    /// <param name="method">The method.</param>
    /// <param name="url">With the server.</param>
    /// <param name="with">Members of <c>json</c>, <c>form</c>, <c>token</c>, <c>credentials</c>.</param>
    public async Task<Told> CallAsync(string method, string url, object? with = null)
    {
        var told = await page.EvaluateAsync<JsonElement>("([method, url, extra]) => call(method, url, JSON.parse(extra))", new[] { method, url, JsonSerializer.Serialize(with ?? new { }) });
        return new Told(told.GetProperty("status").GetInt32(), told.GetProperty("body"));
    }

    /// <returns><c>open</c>, or <c>closed 1006</c> and the like.</returns>
    public Task<string> OpenAsync(string url) => page.EvaluateAsync<string>("url => open(url)", url);

    public Task SayAsync(object frame) => page.EvaluateAsync("frame => say(JSON.parse(frame))", JsonSerializer.Serialize(frame));

    /// <summary>Waits for a frame that has this text anywhere.</summary>
    public Task HearAsync(string text) => page.WaitForFunctionAsync("text => heard.some((frame) => JSON.stringify(frame).includes(text))", text);

    /// <summary>Leaves the page, as a reload does; the cookies stay.</summary>
    public Task ReloadAsync() => page.ReloadAsync();

    /// <summary>The cookies that the browser keeps, as a script cannot see them.</summary>
    public async Task<IReadOnlyList<BrowserContextCookiesResult>> CookiesAsync() => await page.Context.CookiesAsync();

    public Task<string> ScriptsCookiesAsync() => page.EvaluateAsync<string>("() => document.cookie");

    public async ValueTask DisposeAsync() => await page.Context.CloseAsync();
}
