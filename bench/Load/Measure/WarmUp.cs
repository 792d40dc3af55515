namespace Haggle.Bench.Load.Measure;

/// <summary>Full traffic until the server's code is compiled as it stays: until the runtime's own compiler has next to nothing to do.</summary>
/// <remarks>
/// A fixed time would flatter whoever has little code, or a quiet machine: on two busy cores the floor is ready after 5 s, the SignalR
/// peer becomes three times as cheap in its first 20 s, and when others take most of the cores both need several times as long.
/// </remarks>
internal static class WarmUp
{
    private const int SlicesInARow = 2;
    private const double CompilerShare = 0.05;
    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(2);

    /// <param name="work">Keeps the server busy for the time given.</param>
    public static void Run(int server, TimeSpan atMost, Action<TimeSpan> work)
    {
        var (settled, all, compiler) = (0, 0L, 0L);
        for (var spent = TimeSpan.Zero; spent < atMost && settled < SlicesInARow; spent += Slice)
        {
            work(Slice);
            var (allNow, compilerNow) = (ProcFiles.Times(server)?.Own ?? 0, ProcFiles.CompilerTicks(server));
            // The compiler's thread ends when it has been idle for a while, and takes its clock with it.
            var compiling = Math.Max(0, compilerNow - compiler);
            settled = spent > Slice && compiling < CompilerShare * (allNow - all) ? settled + 1 : 0;
            (all, compiler) = (allNow, compilerNow);
        }
    }
}
