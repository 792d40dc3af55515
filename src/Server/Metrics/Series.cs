using System.Diagnostics.Metrics;

namespace Haggle.Server.Metrics;

/// <summary>One instrument: its numbers for each set of labels.</summary>
/// <param name="instrument">Whose values they are; a histogram says its buckets itself.</param>
/// <param name="name">As it is shown.</param>
/// <param name="labels">Which labels are shown, and as what; null: all, as they are. What is not shown is added up.</param>
internal sealed class Series(Instrument instrument, string name, IReadOnlyDictionary<string, string>? labels = null)
{
    /// <summary>Our labels are words of our own and few; should anybody forget that, what is beyond these is not counted apart.</summary>
    private const int MostCells = 200;

    private readonly Lock gate = new();
    private volatile Cell[] cells = [];

    public string Name => name;

    public string Meaning => instrument.Description ?? "";

    /// <summary>The word for it in the text format.</summary>
    public string Kind { get; } = instrument switch
    {
        Counter<long> or Counter<int> or ObservableCounter<double> => "counter",
        Histogram<double> => "histogram",
        _ => "gauge",
    };

    public double[] Bounds { get; } = (instrument as Histogram<double>)?.Advice?.HistogramBucketBoundaries?.ToArray() ?? [];

    public IReadOnlyList<Cell> Cells => cells;

    /// <summary>Before levels are asked for: they are said anew.</summary>
    public void Forget()
    {
        if (instrument.IsObservable)
            cells = [];
    }

    public void Add(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (labels is not null)
            tags = tags.ToArray().Where(tag => labels.ContainsKey(tag.Key)).Select(tag => new KeyValuePair<string, object?>(labels[tag.Key], tag.Value)).ToArray();
        (Find(cells, tags) ?? Make(tags)).Add(value);
    }

    private static Cell? Find(Cell[] among, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var cell in among)
            if (cell.Has(tags))
                return cell;
        return null;
    }

    private Cell Make(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        lock (gate)
        {
            if (Find(cells, tags) is { } made)
                return made;
            if (cells.Length >= MostCells)
                return cells[^1];
            var values = new string[tags.Length];
            var text = new string[tags.Length];
            for (var i = 0; i < tags.Length; i++)
            {
                values[i] = tags[i].Value as string ?? "";
                text[i] = $"{tags[i].Key}=\"{PrometheusText.Escape(values[i])}\"";
            }
            var cell = new Cell(values, string.Join(",", text), Bounds);
            cells = [.. cells, cell];
            return cell;
        }
    }
}
