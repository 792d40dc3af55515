using System.Diagnostics;
using Haggle.Bench.Load.Crowds;
using Haggle.Bench.Load.Measure;
using Haggle.Bench.Load.Targets;
using Haggle.Bench.Load.Wire;

namespace Haggle.Bench.Load.Scenarios;

/// <summary>Pages of 50 from a chat of 10,000, asked for by eight readers: the newest page, then the oldest.</summary>
internal sealed class HistoryScenario : IScenario
{
    private const int Length = 10_000, PageSize = 50, Readers = 8, InFlight = 64;
    private static readonly TimeSpan FillsWithin = TimeSpan.FromMinutes(2), ReadsFirst = TimeSpan.FromSeconds(6);

    public static string Newest => "newest page";
    public static string Oldest => "oldest page";
    public string Name => "history";

    public async Task<IReadOnlyList<Step>> RunAsync(Trial trial)
    {
        await trial.WarmUpAsync();
        var rooms = await trial.OpenRoomsAsync(1, 2);
        using (var crowd = new Crowd(trial.Loop, trial.Target, trial.Address, rooms))
            crowd.Send(Length, InFlight, FillsWithin);
        // Both pages in turn for a while first, so that neither is the one that is measured while its code is still being compiled.
        Read(trial, rooms[0], oldest: false, ReadsFirst);
        Read(trial, rooms[0], oldest: true, ReadsFirst);
        return [Read(trial, rooms[0], oldest: false, trial.Options.Measured), Read(trial, rooms[0], oldest: true, trial.Options.Measured)];
    }

    private static Step Read(Trial trial, Room room, bool oldest, TimeSpan time)
    {
        var (latency, bytes) = (new Histogram(), 0L);
        var path = trial.Target.HistoryPath(room.Chat, PageSize, Length, oldest);
        var (start, end) = (Stopwatch.GetTimestamp(), Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency));
        var readers = new HttpReader[Readers];
        var open = Readers;
        for (var i = 0; i < Readers; i++)
        {
            readers[i] = new(trial.Loop, trial.Address, path, room.Seats[i % room.Seats.Count].Bearer, (reader, size) =>
            {
                if (reader.Answer.Count(Stamp.TextMark) is var found && found != PageSize)
                    throw new InvalidDataException($"A page has {found} messages instead of {PageSize}.");
                bytes += size;
                latency.Add(trial.Loop.Now - reader.AskedAt);
                if (trial.Loop.Now < end)
                    reader.Ask(trial.Loop.Now);
                else
                    open--;
            });
        }
        trial.Meter.Start();
        foreach (var reader in readers)
            reader.Ask(Stopwatch.GetTimestamp());
        while (open > 0)
            trial.Loop.Turn(end);
        var use = trial.Meter.Stop();
        foreach (var reader in readers)
            reader.Leave();
        var perSecond = latency.Count / Stopwatch.GetElapsedTime(start).TotalSeconds;
        return new(oldest ? Oldest : Newest, new Figures
        {
            [Figures.Pages] = perSecond,
            [Figures.PageP50] = latency.PercentileMs(50),
            [Figures.PageP95] = latency.PercentileMs(95),
            [Figures.PageP99] = latency.PercentileMs(99),
            [Figures.PageBytes] = (double)bytes / latency.Count,
        }.AddCpu(use, perSecond));
    }
}
