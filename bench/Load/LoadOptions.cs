using System.Globalization;

namespace Haggle.Bench.Load;

/// <summary>What <c>bench load</c> was asked for.</summary>
internal sealed record LoadOptions
{
    public static readonly string[] AllTargets = ["haggle", "floor", "signalr", "nodes"], AllDialects = ["native", "lais", "windi"],
        AllScenarios = ["max", "rate", "fanout", "idle", "history", "sqlite"];

    public const string Usage = """
        bench load [options]
          --target a,b       haggle, floor, signalr, nodes (haggle, two of them and a Redis) or all (default: all but nodes)
          --dialect a,b      through which doors haggle is measured: native, lais, windi or all (default: native)
          --scenario a,b     max, rate, fanout, idle, history, sqlite or all (default: all)
          --runs N           turns A B C A B C …, 1 to 99 (default: 3)
          --seconds N        measured time of a step, 1 to 600 (default: 10)
          --warm-up N        at most so many seconds of full traffic before it, 1 to 600 (default: 90)
          --sockets N        sockets of the idle scenario, 1 to 60000 (default: 10000)
          --database URL     postgresql://user:password@host:port/name of a user who may create databases and checkpoint
                             (default: HAGGLE_TEST_POSTGRES_URL)
          --not-durable      measure although the database has fsync or synchronous_commit off
          --json FILE        every figure of every run
        """;

    public IReadOnlyList<string> Targets { get; init; } = AllTargets[..3];
    public IReadOnlyList<string> Dialects { get; init; } = ["native"];
    public IReadOnlyList<string> Scenarios { get; init; } = AllScenarios;
    public int Runs { get; init; } = 3;
    public TimeSpan Measured { get; init; } = TimeSpan.FromSeconds(10);
    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>What has not arrived so long after the last sending counts as lost.</summary>
    public TimeSpan Grace { get; } = TimeSpan.FromSeconds(5);

    public int Sockets { get; init; } = 10_000;
    public string? Database { get; init; } = Environment.GetEnvironmentVariable("HAGGLE_TEST_POSTGRES_URL");
    public bool NotDurable { get; init; }
    public string? Json { get; init; }

    /// <exception cref="ArgumentException">An unknown word or a number out of its range; the message is for people.</exception>
    public static LoadOptions Parse(IReadOnlyList<string> words)
    {
        var options = new LoadOptions();
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            if (word == "--not-durable")
            {
                options = options with { NotDurable = true };
                continue;
            }
            if (++i == words.Count)
                throw new ArgumentException($"{word} needs a value.");
            options = word switch
            {
                "--target" => options with { Targets = Choice(words[i], AllTargets) },
                "--dialect" => options with { Dialects = Choice(words[i], AllDialects) },
                "--scenario" => options with { Scenarios = Choice(words[i], AllScenarios) },
                "--runs" => options with { Runs = Number(word, words[i], 99) },
                "--seconds" => options with { Measured = TimeSpan.FromSeconds(Number(word, words[i], 600)) },
                "--warm-up" => options with { WarmUp = TimeSpan.FromSeconds(Number(word, words[i], 600)) },
                "--sockets" => options with { Sockets = Number(word, words[i], 60_000) },
                "--database" => options with { Database = words[i] },
                "--json" => options with { Json = words[i] },
                _ => throw new ArgumentException($"{word} is unknown."),
            };
        }
        return options;
    }

    private static string[] Choice(string list, string[] all)
    {
        if (list == "all")
            return all;
        var chosen = list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return chosen.Except(all).FirstOrDefault() is { } unknown
            ? throw new ArgumentException($"{unknown} is none of {string.Join(", ", all)}.")
            : chosen;
    }

    private static int Number(string word, string value, int most)
        => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most
            ? number
            : throw new ArgumentException($"{word} takes a whole number from 1 to {most}.");
}
