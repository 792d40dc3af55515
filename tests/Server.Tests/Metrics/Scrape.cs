using System.Globalization;
using System.Text.RegularExpressions;
using Haggle.Testing;

namespace Haggle.Server.Tests.Metrics;

/// <summary>What a server gave at <c>/metrics</c>, read as strictly as Prometheus reads it.</summary>
internal sealed partial class Scrape
{
    private readonly Dictionary<string, double> samples = [];

    private Scrape(string text)
    {
        Text = text;
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        foreach (var line in text.Split('\n')[..^1])
        {
            if (Comment().IsMatch(line))
                continue;
            var sample = Sample().Match(line);
            Assert.True(sample.Success, $"Prometheus would not read: {line}");
            Assert.True(samples.TryAdd(sample.Groups["series"].Value, double.Parse(sample.Groups["value"].Value, CultureInfo.InvariantCulture)), $"Twice: {line}");
        }
    }

    public string Text { get; }

    /// <summary>The names of all metrics that have a value, a histogram's parts each by its own.</summary>
    public IReadOnlySet<string> Names => samples.Keys.Select(series => series.Split('{')[0]).ToHashSet();

    /// <summary>0 when there is none.</summary>
    public double this[string series] => samples.GetValueOrDefault(series);

    public static async Task<Scrape> TakeAsync(Uri server)
    {
        using var http = new HttpClient { BaseAddress = server };
        using var answer = await http.GetAsync("/metrics");
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.EnsureSuccessStatusCode().Content.Headers.ContentType!.ToString());
        return Read(await answer.Content.ReadAsStringAsync());
    }

    /// <summary>As soon as it is as wanted: what is counted at the end of something may be a moment behind its answer.</summary>
    public static async Task<Scrape> WhenAsync(Uri server, Func<Scrape, bool> wanted)
    {
        using var patience = new CancellationTokenSource(Patience.Limit);
        while (true)
        {
            var scrape = await TakeAsync(server);
            if (wanted(scrape))
                return scrape;
            Assert.False(patience.IsCancellationRequested, $"It never came to that:\n{scrape.Text}");
            await Task.Delay(Patience.BetweenLooks);
        }
    }

    public static Scrape Read(string text) => new(text);

    [GeneratedRegex(@"^# (HELP [a-z_]+ .+|TYPE [a-z_]+ (counter|gauge|histogram))$")]
    private static partial Regex Comment();

    [GeneratedRegex(@"^(?<series>[a-z_]+(\{[a-z_]+=""([^""\\\n]|\\[\\n""])*""(,[a-z_]+=""([^""\\\n]|\\[\\n""])*"")*\})?) (?<value>-?[0-9.]+(E[-+]?[0-9]+)?)$")]
    private static partial Regex Sample();
}
