using System.Diagnostics;
using Haggle.Bench.Load.Crowds;
using Haggle.Bench.Load.Measure;
using Haggle.Bench.Load.Targets;
using Haggle.Bench.Load.Wire;

namespace Haggle.Bench.Load.Scenarios;

/// <summary>Pages of 50 from a chat of 10,000, asked for by eight readers: the newest page, then the oldest.</summary>
internal sealed class HistoryScenario : IScenario
{
    private const int Length = 10_000, PageSize = 50, Readers = 8, InFlight = 64, Capacity = 1024;
    private static readonly TimeSpan FillsWithin = TimeSpan.FromMinutes(2), LeadIn = TimeSpan.FromSeconds(2);

    public static string Newest => "newest page";
    public static string Oldest => "oldest page";
    public string Name => "history";

    public async Task<IReadOnlyList<Step>> RunAsync(Trial trial)
    {
        await trial.WarmUpAsync();
        var rooms = await trial.OpenRoomsAsync(1, 2);
        using (var crowd = new Crowd(trial.Loop, trial.Target, trial.Address, rooms, Capacity))
            crowd.Send(Length, InFlight, FillsWithin);
        // Sending has not warmed reading.
        trial.WarmUp(slice => Read(trial, rooms[0], oldest: false, slice));
        Read(trial, rooms[0], oldest: true, LeadIn);
        return [Measure(trial, rooms[0], oldest: false), Measure(trial, rooms[0], oldest: true)];
    }

    private static Step Measure(Trial trial, Room room, bool oldest)
    {
        trial.Meter.Start();
        var pages = Read(trial, room, oldest, trial.Options.Measured);
        var use = trial.Meter.Stop();
        return new(oldest ? Oldest : Newest, new Figures
        {
            [Figures.Pages] = pages.Count / pages.Seconds,
            [Figures.PageP50] = pages.Latency.PercentileMs(50),
            [Figures.PageP95] = pages.Latency.PercentileMs(95),
            [Figures.PageP99] = pages.Latency.PercentileMs(99),
            [Figures.PageBytes] = (double)pages.Bytes / pages.Count,
        }.AddCpu(use, pages.Count / pages.Seconds));
    }

    private static Pages Read(Trial trial, Room room, bool oldest, TimeSpan time)
    {
        var pages = new Pages();
        var path = trial.Target.HistoryPath(room.Chat, PageSize, Length, oldest);
        var (start, end) = (Stopwatch.GetTimestamp(), Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency));
        var readers = new HttpReader[Readers];
        var open = Readers;
        for (var i = 0; i < Readers; i++)
            readers[i] = new(trial.Loop, trial.Address, path, room.Seats[i % room.Seats.Count].Bearer, Answered);
        foreach (var reader in readers)
            reader.Ask(Stopwatch.GetTimestamp());
        while (open > 0)
            trial.Loop.Turn(end);
        pages.Seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        foreach (var reader in readers)
            reader.Leave();
        return pages;

        void Answered(HttpReader reader, int size)
        {
            if (reader.Answer.Count(Stamp.TextMark) is var found && found != PageSize)
                throw new InvalidDataException($"A page has {found} messages instead of {PageSize}.");
            pages.Bytes += size;
            pages.Latency.Add(trial.Loop.Now - reader.AskedAt);
            if (trial.Loop.Now < end)
                reader.Ask(trial.Loop.Now);
            else
                open--;
        }
    }

    private sealed class Pages
    {
        public Histogram Latency { get; } = new();
        public long Count => Latency.Count;
        public long Bytes { get; set; }
        public double Seconds { get; set; }
    }
}
