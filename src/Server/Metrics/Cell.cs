namespace Haggle.Server.Metrics;

/// <summary>The numbers of one instrument for one set of labels. Added to by anybody at any time.</summary>
/// <param name="labels">The labels' values, in the order in which they came first.</param>
/// <param name="text">The labels as they are written, without braces; empty for none.</param>
/// <param name="bounds">Upper bounds of a histogram's buckets; empty for anything else.</param>
internal sealed class Cell(string[] labels, string text, double[] bounds)
{
    private readonly long[] counts = new long[bounds.Length + 1];
    private double sum;

    public string Text => text;

    /// <summary>What was added up.</summary>
    public double Sum => Volatile.Read(ref sum);

    /// <summary>How many values fell at or under this bound and above the one before; the last is for those above all bounds.</summary>
    public long CountAt(int bucket) => Volatile.Read(ref counts[bucket]);

    public void Add(double value)
    {
        if (bounds.Length > 0)
            Interlocked.Increment(ref counts[BucketOf(value)]);
        double before, seen = Volatile.Read(ref sum);
        do
            before = seen;
        while ((seen = Interlocked.CompareExchange(ref sum, before + value, before)) != before);
    }

    public bool Has(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.Length != labels.Length)
            return false;
        for (var i = 0; i < labels.Length; i++)
            if (!ReferenceEquals(labels[i], tags[i].Value) && !string.Equals(labels[i], tags[i].Value as string, StringComparison.Ordinal))
                return false;
        return true;
    }

    private int BucketOf(double value)
    {
        var bucket = 0;
        while (bucket < bounds.Length && value > bounds[bucket])
            bucket++;
        return bucket;
    }
}
