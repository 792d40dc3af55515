using System.Diagnostics.Metrics;
using Haggle.Server.Metrics;

namespace Haggle.Server.Tests.Metrics;

public sealed class MetricBookTests : IDisposable
{
    private readonly Meter meter = new("haggle");
    private readonly MetricBook book;

    public MetricBookTests() => book = new MetricBook(meter);

    [Fact]
    public void A_counter_is_added_up_for_each_set_of_labels()
    {
        var counter = meter.CreateCounter<long>("of_this_test_total", null, "What it counts.");
        counter.Add(2, new("door", "native"), new("outcome", "accepted"));
        counter.Add(3, new("door", "native"), new("outcome", "accepted"));
        counter.Add(1, new("door", "lais"), new("outcome", "accepted"));
        var scrape = Scrape.Read(book.Write());
        Assert.Equal(5, scrape["of_this_test_total{door=\"native\",outcome=\"accepted\"}"]);
        Assert.Equal(1, scrape["of_this_test_total{door=\"lais\",outcome=\"accepted\"}"]);
        Assert.Contains("# HELP of_this_test_total What it counts.\n# TYPE of_this_test_total counter\n", scrape.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bucket_holds_all_that_is_not_above_its_bound()
    {
        var histogram = meter.CreateHistogram("of_this_test_seconds", "s", "How long.", null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 1] });
        foreach (var value in (double[])[0.05, 0.1, 0.5, 7])
            histogram.Record(value);
        var scrape = Scrape.Read(book.Write());
        Assert.Equal(2, scrape["of_this_test_seconds_bucket{le=\"0.1\"}"]);
        Assert.Equal(3, scrape["of_this_test_seconds_bucket{le=\"1\"}"]);
        Assert.Equal(4, scrape["of_this_test_seconds_bucket{le=\"+Inf\"}"]);
        Assert.Equal(4, scrape["of_this_test_seconds_count"]);
        Assert.Equal(7.65, scrape["of_this_test_seconds_sum"], 6);
    }

    [Fact]
    public void A_level_is_what_it_is_when_somebody_asks_and_what_is_gone_is_not_shown()
    {
        var rooms = new Dictionary<string, int> { ["red"] = 4, ["blue"] = 1 };
        meter.CreateObservableGauge("of_this_test_level", () => rooms.Select(room => new Measurement<int>(room.Value, new KeyValuePair<string, object?>("room", room.Key))), null, "People.");
        Assert.Equal(4, Scrape.Read(book.Write())["of_this_test_level{room=\"red\"}"]);
        rooms["red"] = 2;
        rooms.Remove("blue");
        var scrape = Scrape.Read(book.Write());
        Assert.Equal(2, scrape["of_this_test_level{room=\"red\"}"]);
        Assert.DoesNotContain("blue", scrape.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_label_may_hold_anything_and_breaks_no_line()
    {
        meter.CreateCounter<long>("of_this_test_total", null, "One \\ two\nthree.").Add(1, new KeyValuePair<string, object?>("word", "a \"b\" \\ c\nd"));
        Assert.Equal(1, Scrape.Read(book.Write())["of_this_test_total{word=\"a \\\"b\\\" \\\\ c\\nd\"}"]);
    }

    [Fact]
    public void More_labels_than_anybody_needs_are_not_kept_apart()
    {
        var counter = meter.CreateCounter<long>("of_this_test_total", null, "Too many.");
        for (var i = 0; i < 10_000; i++)
            counter.Add(1, new KeyValuePair<string, object?>("id", $"{i}"));
        var lines = book.Write().Split('\n').Where(line => line.StartsWith("of_this_test_total{", StringComparison.Ordinal)).ToList();
        Assert.Equal(200, lines.Count);
        Assert.Equal(10_000, lines.Sum(line => int.Parse(line.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task Nothing_is_lost_when_many_count_at_once()
    {
        var counter = meter.CreateCounter<long>("of_this_test_total", null, "Together.");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(worker => Task.Run(() =>
        {
            for (var i = 0; i < 50_000; i++)
                counter.Add(1, new KeyValuePair<string, object?>("worker", worker % 2 == 0 ? "even" : "odd"));
        })));
        var scrape = Scrape.Read(book.Write());
        Assert.Equal((100_000, 100_000), (scrape["of_this_test_total{worker=\"even\"}"], scrape["of_this_test_total{worker=\"odd\"}"]));
    }

    public void Dispose()
    {
        book.Dispose();
        meter.Dispose();
    }
}
