using System.Diagnostics;

namespace Haggle.Bench.Load.Measure;

/// <summary>Seconds of CPU between two readings, by who spent them.</summary>
/// <param name="Elsewhere">Everybody else on the machine: what makes a run doubtful.</param>
internal readonly record struct CpuUse(double Seconds, double Server, double Database, double Generator, double Elsewhere)
{
    /// <summary>The generator's part of all cores' time.</summary>
    public double GeneratorShare => Generator / (Seconds * Environment.ProcessorCount);
    public double ElsewhereShare => Elsewhere / (Seconds * Environment.ProcessorCount);
}

/// <summary>Reads the clocks of the server, of PostgreSQL with all its backends, of this program and of the machine.</summary>
/// <param name="postmaster">0 where the server needs no PostgreSQL.</param>
internal sealed class CpuMeter(int server, int postmaster)
{
    private const double TicksPerSecond = 100; // USER_HZ: the same on every Linux, whatever the kernel's own clock
    private (long At, long Server, long Database, long Generator, long Machine) start;

    public void Start() => start = Read();

    public CpuUse Stop()
    {
        var end = Read();
        var (server, database, generator) =
            ((end.Server - start.Server) / TicksPerSecond, (end.Database - start.Database) / TicksPerSecond, (end.Generator - start.Generator) / TicksPerSecond);
        return new(Stopwatch.GetElapsedTime(start.At, end.At).TotalSeconds, server, database, generator,
            Math.Max(0, (end.Machine - start.Machine) / TicksPerSecond - server - database - generator));
    }

    private (long At, long Server, long Database, long Generator, long Machine) Read() => (
        Stopwatch.GetTimestamp(),
        ProcFiles.FamilyTicks(server),
        postmaster == 0 ? 0 : ProcFiles.FamilyTicks(postmaster),
        ProcFiles.Times(Environment.ProcessId)!.Value.Own,
        ProcFiles.MachineTicks());
}
