using Haggle.Bench.Load;
using Haggle.Bench.Load.Targets;

namespace Haggle.Bench.Growth;

/// <summary><c>bench growth</c>: what the same errands cost in a small town and in a big one, and with what else they grow.</summary>
internal static class GrowthCommand
{
    public const string Usage = """
        bench growth [options]
          --chats N          chats of the big town, of 50 messages each; the small one has a hundredth (default, and least: 200000)
          --repeats N        how often each errand is run, 10 to 10000 (default: 400)
          --database URL     as for load

        """;

    public static async Task<int> RunAsync(IReadOnlyList<string> words)
    {
        var options = Read(words);
        await using var postgres = new Postgres(options.Database);
        var small = await TownAsync(postgres, options, options.Chats / 100);
        var big = await TownAsync(postgres, options, options.Chats);
        Console.WriteLine();
        Console.WriteLine($"µs of CPU, server and database, for one errand; the median's milliseconds in brackets. {options.Repeats} of each.");
        Console.WriteLine();
        Console.WriteLine($"| errand | {Messages(options.Chats / 100)} messages | {Messages(options.Chats)} messages | ratio |");
        Console.WriteLine("|---|---|---|---|");
        foreach (var (before, after) in small.Take(Errands.Count).Zip(big))
            Console.WriteLine($"| {before.Name} | {before} | {after} | {after.Microseconds / before.Microseconds:0.00} |");
        Console.WriteLine();
        Console.WriteLine("| in the big town | cost |");
        Console.WriteLine("|---|---|");
        foreach (var cost in big.Skip(Errands.Count))
            Console.WriteLine($"| {cost.Name} | {cost} |");
        return 0;
    }

    private static async Task<IReadOnlyList<Cost>> TownAsync(Postgres postgres, Options options, int chats)
    {
        await using var town = await Town.BuildAsync(postgres, chats, CancellationToken.None);
        var bytes = (await town.NumbersAsync("SELECT pg_database_size(current_database())"))[0];
        Console.WriteLine($"{Messages(chats)} messages in {chats:N0} chats take {bytes / (chats * Town.Length):N0} bytes each, with all that belongs to them.");
        var errands = new Errands(town, options.Repeats);
        var costs = await errands.DailyAsync();
        return chats < options.Chats ? costs : [.. costs, .. await errands.CrowdedAsync(), .. await errands.BusyPeopleAsync(), .. await errands.WatchedAsync()];
    }

    private static string Messages(int chats) => $"{chats * (long)Town.Length:N0}";

    private static Options Read(IReadOnlyList<string> words)
    {
        var (chats, repeats, database) = (200_000, 400, Environment.GetEnvironmentVariable("HAGGLE_TEST_POSTGRES_URL"));
        for (var i = 0; i < words.Count; i += 2)
        {
            var value = i + 1 < words.Count ? words[i + 1] : throw new ArgumentException($"{words[i]} needs a value.");
            switch (words[i])
            {
                case "--chats" when int.TryParse(value, out chats) && chats >= 200_000: break;
                case "--repeats" when int.TryParse(value, out repeats) && repeats is >= 10 and <= 10_000: break;
                case "--database": database = value; break;
                default: throw new ArgumentException($"{words[i]} {value} is none of the options:\n{Usage}");
            }
        }
        return Uri.TryCreate(database, UriKind.Absolute, out var address)
            ? new Options(chats, repeats, address)
            : throw new ArgumentException("A database is needed: --database postgresql://… or HAGGLE_TEST_POSTGRES_URL.");
    }

    private sealed record Options(int Chats, int Repeats, Uri Database);
}
