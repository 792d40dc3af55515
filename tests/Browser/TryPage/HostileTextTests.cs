using Haggle.Testing;
using static Microsoft.Playwright.Assertions;

namespace Haggle.Browser.TryPage;

/// <summary>Names, titles and messages that would like to be more than text.</summary>
public sealed class HostileTextTests(Chromium chromium, SharedServer server)
{
    private static readonly string[] Payloads =
    [
        "<script>alert(1)</script>",
        "</script><script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "\"><img src=x onerror=alert(1)>",
        "'><svg onload=alert(1)>",
        "<svg><script>alert(1)</script></svg>",
        "<iframe src=\"javascript:alert(1)\"></iframe>",
        "<body onload=alert(1)>",
        "<a href=\"javascript:alert(1)\">x</a>",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)//https://example.com",
        "data:text/html,<script>alert(1)</script>",
        "https://example.com/\"onmouseover=\"alert(1)",
        "https://example.com/'onclick='alert(1)",
        "https://example.com/?q=<script>alert(1)</script>",
        "<style>*{background:url(javascript:alert(1))}</style>",
        "{{constructor.constructor('alert(1)')()}}",
        "${alert(1)}`-alert(1)-`",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "<template><img src=x onerror=alert(1)></template>",
    ];

    [Fact]
    public async Task Whatever_people_call_themselves_and_write_is_shown_as_text_and_runs_nothing()
    {
        using var api = new NativeApi(server.Address);
        var anna = await api.RegisterAsync("Анна");
        foreach (var payload in Payloads)
        {
            var mallory = await api.GuestAsync(payload);
            var group = await api.CreateGroupAsync(mallory, payload, [anna]);
            await api.SendAsync(mallory, group, payload);
        }

        await using var window = await Window.OpenAsync(await chromium.NewProfileAsync(new()), server.Address);
        await window.LogInAsync(anna);
        await Expect(window.Chats).ToHaveCountAsync(Payloads.Length);
        foreach (var payload in Payloads)
        {
            await window.Chats.Filter(new() { Has = window.Page.GetByText(payload, new() { Exact = true }) }).First.ClickAsync();
            await Expect(window.Page.Locator(".head-title")).ToHaveTextAsync(payload);
            await window.ExpectLastTextsAsync(payload);
            await Expect(window.Page.Locator(".author")).ToHaveTextAsync(payload);
            Assert.Equal(payload, await window.Page.Locator(".author").TextContentAsync());
        }

        Assert.Empty(window.Dialogs);
        Assert.Empty(window.Problems);
        Assert.Equal(0, await window.Page.Locator("body :is(script, img, iframe, object, embed, style, template)").CountAsync());
        Assert.Equal(0, await window.Page.EvaluateAsync<int>("() => [...document.querySelectorAll('body *')].filter((one) => [...one.attributes].some(({ name }) => /^on/i.test(name))).length"));
    }

    [Fact]
    public async Task Only_addresses_of_the_web_and_of_mail_become_links()
    {
        await using var meeting = await Meeting.BeginAsync(chromium, server.Address);
        var (anna, boris) = (meeting.Anna, meeting.Boris);
        await boris.SayAsync("https://example.com/a_(b)?c=1, http://example.com. mailto:anna@example.com javascript:alert(1) ftp://example.com file:///etc/passwd");
        await Expect(anna.Rows).ToHaveCountAsync(1);
        var links = anna.Page.Locator(".bubble a");
        Assert.Equal(
            ["https://example.com/a_(b)?c=1", "http://example.com/", "mailto:anna@example.com"],
            await links.EvaluateAllAsync<string[]>("links => links.map(link => link.href)"));
        Assert.All(await links.EvaluateAllAsync<string[]>("links => links.map(link => link.rel)"), rel => Assert.Contains("noopener", rel!, StringComparison.Ordinal));
        meeting.HadNoProblems();
    }
}
