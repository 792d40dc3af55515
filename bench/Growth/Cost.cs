namespace Haggle.Bench.Growth;

/// <param name="Name">Of the errand.</param>
/// <param name="Microseconds">CPU of server and database together, for one.</param>
/// <param name="Median">Milliseconds until its answer.</param>
internal sealed record Cost(string Name, double Microseconds, double Median)
{
    public override string ToString() => $"{Microseconds:0} ({Median:0.0})";
}
