using System.Text.Json;
using System.Text.RegularExpressions;
using Haggle.Server.Tests.Authorisation;
using Haggle.Server.Tests.Ground;
using Haggle.Testing;

namespace Haggle.Server.Tests.Documents;

/// <summary>contracts/messenger.md names what the server has, all of it, and nothing else.</summary>
public sealed partial class ContractTests(SqliteMarket market)
{
    private const string Base = "/api/v1";

    /// <summary>What is answered beside the described API.</summary>
    private static readonly string[] Beside = ["/docs", "/metrics", "/openapi.json", "/ws"];

    private static readonly Markdown Contract = Markdown.Read("contracts/messenger.md");

    [Fact]
    public async Task Its_routes_are_those_of_the_description()
    {
        var described = (await DescriptionAsync()).Operations.Select(operation => operation.Name);
        Assert.Equal(described.Order(), Routes(section => !IsPlanned(section)).Where(route => !Beside.Contains(route.Path)).Select(route => $"{route.Method} {route.Path}").Distinct().Order());
    }

    [Fact]
    public async Task The_pages_that_it_names_beside_the_routes_are_there()
    {
        await market.OpenAsync();
        using var http = new HttpClient { BaseAddress = market.Address };
        foreach (var page in Routes(section => !IsPlanned(section)).Where(route => Beside.Contains(route.Path)))
        {
            using var answer = await http.GetAsync(new Uri(page.Path, UriKind.Relative));
            Assert.Equal(200, (int)answer.StatusCode);
        }
    }

    [Fact]
    public async Task What_it_calls_planned_is_not_found()
    {
        var planned = Contract.Rows(IsPlanned).Where(cells => cells[0] != "B5").SelectMany(cells => Markdown.SpansOf(cells[1])).Select(Split).Where(route => route.Path.Length > 0).ToList();
        Assert.True(planned.Count > 20);
        var somebody = (await AnnaAsync()).AccessToken;
        foreach (var (method, path) in planned)
        {
            var answer = await market.CallAsync(method is null ? HttpMethod.Get : new HttpMethod(method), Blank().Replace(path, "1"), token: somebody);
            Assert.True((int)answer.Status is 404 or 405 && answer.Code is "not_found" or "method_not_allowed", $"{answer.Request}: {answer.Status} {answer.Body}");
        }
    }

    [Fact]
    public async Task Its_objects_have_the_members_of_the_description()
    {
        var description = await DescriptionAsync();
        foreach (var cells in Contract.Rows(section => section.StartsWith("B3.", StringComparison.Ordinal)).Where(cells => cells.Length == 2))
        {
            var properties = description.Schema(cells[0]);
            Assert.True(properties is not null, $"There is no {cells[0]} in the description");
            Assert.Equal(properties.Order(), Markdown.SpansOf(Parenthesis().Replace(cells[1].Split(". ")[0], "")).Order());
        }
    }

    [Fact]
    public async Task The_answers_that_it_spells_out_have_the_members_of_the_description()
    {
        var description = await DescriptionAsync();
        var compared = 0;
        foreach (var cells in Contract.Rows(section => section.StartsWith("B4.", StringComparison.Ordinal)))
        {
            var success = cells[^2];
            if (SpelledOut().Match(success) is not { Success: true } match)
                continue;
            var route = Assert.Single(RoutesOf(cells[0]));
            var real = description.Operations.Single(operation => operation.Name == $"{route.Method} {route.Path}").Answer(match.Groups[1].Value);
            Assert.True(real.Order().SequenceEqual(Notation.Members(match.Groups[2].Value).Order()), $"{cells[0]}: {match.Groups[2].Value}, described with {string.Join(", ", real)}");
            compared++;
        }

        Assert.True(compared > 10);
    }

    [Fact]
    public void Its_commands_are_those_of_the_server()
    {
        var named = Contract.Rows(section => section == "Commands").SelectMany(cells => Markdown.SpansOf(cells[0]));
        Assert.Equal(CommandTable.Rows.Select(row => row.Command).Distinct().Order(), named.Order()); // which another test holds against the code
    }

    [Fact]
    public void Every_command_and_every_event_of_it_has_its_example_in_the_protocol()
    {
        var page = new Protocol();
        var named = Contract.Rows(section => section is "Commands" or "Events").SelectMany(cells => Markdown.SpansOf(cells[0].Split(", ")[0]));
        // An answer is no event of its own name; and what sync.chat brings is the answer to chat.sync.
        var shown = page.Commands.Concat(page.Said).Select(example => example.Event).Except(["reply"]).Append("sync.chat");
        Assert.Equal(shown.Distinct().Order(), named.Distinct().Order());
    }

    [Theory]
    [InlineData("contracts/messenger.md")]
    [InlineData("docs/protocol.md")]
    public void What_looks_like_JSON_is_JSON_but_for_its_blanks(string file)
    {
        var examples = Markdown.Read(file).Spans().Where(span => span.StartsWith('{') && span.Contains('"')).ToList();
        Assert.NotEmpty(examples);
        Assert.All(examples, example => Assert.Equal(JsonValueKind.Object, Notation.Parse(example).ValueKind));
    }

    [Fact]
    public async Task Every_path_that_another_page_names_is_there()
    {
        var known = (await DescriptionAsync()).Operations.Select(operation => operation.Path).Concat(Beside).Append(Base).Append("/").ToHashSet();
        // How to switch from another system speaks of that system's paths.
        foreach (var file in new[] { "README.md", "SECURITY.md", "CHANGELOG.md", "CONTRIBUTING.md" }.Concat(House.Files("docs", "*.md").Where(file => !file.StartsWith("docs/switching/", StringComparison.Ordinal))))
            foreach (var span in Markdown.Read(file).Spans())
                if (Split(span) is { Path.Length: > 0 } route && (route.Method is not null || span.StartsWith('/')))
                    Assert.True(known.Contains(route.Path), $"{file}: {span}");
    }

    private async Task<NativePerson> AnnaAsync()
    {
        await market.OpenAsync();
        return (await market.SettleAsync("Anna")).Person;
    }

    private async Task<OpenApi> DescriptionAsync()
    {
        await market.OpenAsync();
        return new OpenApi((await market.CallAsync(HttpMethod.Get, "/openapi.json")).Expect());
    }

    private static IEnumerable<(string? Method, string Path)> Routes(Func<string, bool> section)
        => Contract.Rows(section).SelectMany(cells => RoutesOf(cells[0]));

    /// <summary>Such as <c>GET /x</c>, or two methods of one path.</summary>
    private static IEnumerable<(string? Method, string Path)> RoutesOf(string cell)
    {
        var spans = Markdown.SpansOf(cell).ToList();
        var paths = spans.Select(Split).Where(route => route.Method is not null && route.Path.Length > 0).ToList();
        return spans.Where(span => Method().IsMatch(span) && !span.Contains(' ')).Select(method => ((string?)method, paths.Single().Path)).Concat(paths);
    }

    /// <summary>Paths stand with or without <c>/api/v1</c>, and with or without a query.</summary>
    private static (string? Method, string Path) Split(string span)
    {
        var words = span.Split(' ');
        if (!words[^1].StartsWith('/') || words.Length > 2 || (words.Length == 2 && !Method().IsMatch(words[0])))
            return (null, "");
        var path = words[^1].Split('?')[0];
        return (words.Length == 2 ? words[0] : null, Beside.Contains(path) || path == "/" || path.StartsWith(Base, StringComparison.Ordinal) ? path : Base + path);
    }

    private static bool IsPlanned(string section) => section.StartsWith("B7.", StringComparison.Ordinal);

    [GeneratedRegex("^(GET|POST|PUT|PATCH|DELETE)\\b")]
    private static partial Regex Method();

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Blank();

    [GeneratedRegex(@"\((?:[^()]|\([^()]*\))*\)")]
    private static partial Regex Parenthesis();

    [GeneratedRegex(@"^(\d{3}) `(\{[^`]+\})`")]
    private static partial Regex SpelledOut();
}
