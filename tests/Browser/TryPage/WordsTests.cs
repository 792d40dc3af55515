using System.Text.RegularExpressions;
using Haggle.Testing;

namespace Haggle.Browser.TryPage;

public sealed partial class WordsTests(Chromium chromium, SharedServer server)
{
    [Fact]
    public async Task Both_languages_say_everything_with_the_same_values_and_all_plural_forms()
    {
        await using var window = await Window.OpenAsync(await chromium.NewProfileAsync(new()), server.Address);
        var faults = await window.Page.EvaluateAsync<string[]>(
            """
            async () => {
              const { russian } = await import('/words.ru.js');
              const { english } = await import('/words.en.js');
              const faults = [];
              const places = (text) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort().join();
              const forms = (entry) => typeof entry === 'string' ? [entry] : Object.values(entry);
              for (const key of new Set([...Object.keys(russian), ...Object.keys(english)])) {
                if (!(key in russian)) faults.push(`${key} is missing in Russian`);
                else if (!(key in english)) faults.push(`${key} is missing in English`);
                else if (new Set([...forms(russian[key]), ...forms(english[key])].map(places)).size > 1) faults.push(`${key} does not have the same values everywhere`);
              }
              for (const [language, words] of [['ru', russian], ['en', english]])
                for (const [key, entry] of Object.entries(words)) {
                  const missing = typeof entry === 'string' ? [] : new Intl.PluralRules(language).resolvedOptions().pluralCategories.filter((form) => !entry[form]);
                  if (missing.length > 0) faults.push(`${key} has no form ${missing} in ${language}`);
                }
              return faults;
            }
            """);
        Assert.Empty(faults!);
        Assert.Empty(window.Problems);
    }

    [Fact]
    public async Task Every_word_that_the_page_asks_for_exists_and_every_one_that_exists_is_asked_for()
    {
        await using var window = await Window.OpenAsync(await chromium.NewProfileAsync(new()), server.Address);
        var known = (await window.Page.EvaluateAsync<string[]>("async () => Object.keys((await import('/words.ru.js')).russian)"))!;
        var sources = Directory.EnumerateFiles(Path.Combine(Checkout.Root, "web", "try"), "*.js", SearchOption.AllDirectories)
            .Where(file => !Path.GetFileName(file).StartsWith("words.", StringComparison.Ordinal) || file.EndsWith("words.js", StringComparison.Ordinal))
            .Select(File.ReadAllText).ToList();
        var literal = sources.SelectMany(source => Literal().Matches(source)).Select(match => match.Groups[1].Value).ToHashSet();
        var begun = sources.SelectMany(source => Begun().Matches(source)).Select(match => match.Groups[1].Value).ToHashSet();
        Assert.Empty(sources.SelectMany(source => Asked().Matches(source)).Select(match => match.Groups[1].Value).Except(known));
        Assert.DoesNotContain(known, key => !literal.Contains(key) && !begun.Any(start => key.StartsWith(start, StringComparison.Ordinal)));
    }

    [GeneratedRegex(@"(?:[wW]ords|dictionary)\.(?:say|count|has)\('([a-zA-Z.]+)'")]
    private static partial Regex Asked();

    [GeneratedRegex(@"'([a-z]+(?:\.[a-zA-Z]+)*)'")]
    private static partial Regex Literal();

    /// <summary>A key whose end is known only when it is asked for.</summary>
    [GeneratedRegex(@"`([a-z]+\.)\$\{")]
    private static partial Regex Begun();
}
