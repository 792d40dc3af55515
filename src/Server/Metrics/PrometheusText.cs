using System.Globalization;
using System.Text;

namespace Haggle.Server.Metrics;

/// <summary>The text that Prometheus reads. Source: its "Exposition formats", text format 0.0.4.</summary>
internal static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public static string Write(IEnumerable<Series> all)
    {
        var text = new StringBuilder();
        foreach (var series in all)
        {
            text.Append(CultureInfo.InvariantCulture, $"# HELP {series.Name} {series.Meaning.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\n");
            text.Append(CultureInfo.InvariantCulture, $"# TYPE {series.Name} {series.Kind}\n");
            foreach (var cell in series.Cells.OrderBy(cell => cell.Text, StringComparer.Ordinal))
                if (series.Kind == "histogram")
                    WriteHistogram(text, series, cell);
                else
                    WriteLine(text, series.Name, cell.Text, cell.Sum);
        }
        return text.ToString();
    }

    public static string Escape(string value)
        => value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    /// <summary>Buckets count everything up to their bound, those before included.</summary>
    private static void WriteHistogram(StringBuilder text, Series series, Cell cell)
    {
        var (count, others) = (0L, cell.Text.Length > 0 ? cell.Text + "," : "");
        for (var bucket = 0; bucket <= series.Bounds.Length; bucket++)
        {
            count += cell.CountAt(bucket);
            var bound = bucket < series.Bounds.Length ? series.Bounds[bucket].ToString(CultureInfo.InvariantCulture) : "+Inf";
            WriteLine(text, series.Name + "_bucket", $"{others}le=\"{bound}\"", count);
        }
        WriteLine(text, series.Name + "_sum", cell.Text, cell.Sum);
        WriteLine(text, series.Name + "_count", cell.Text, count);
    }

    private static void WriteLine(StringBuilder text, string name, string labels, double value)
    {
        text.Append(name);
        if (labels.Length > 0)
            text.Append('{').Append(labels).Append('}');
        text.Append(CultureInfo.InvariantCulture, $" {value}\n");
    }
}
