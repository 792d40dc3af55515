namespace Haggle.Faults.Load;

/// <summary>How much of a story is told: a handful of faults with every change, many more with <c>./test --long</c>.</summary>
internal static class Length
{
    public static bool IsLong { get; } = Environment.GetEnvironmentVariable("HAGGLE_TEST_LONG") == "1";

    /// <summary>Of the choices that a story leaves to chance; a failure says it.</summary>
    public static int Seed { get; } = int.TryParse(Environment.GetEnvironmentVariable("HAGGLE_TEST_SEED"), out var seed) ? seed : Random.Shared.Next(1_000_000);

    public static int Of(int brief, int full) => IsLong ? full : brief;
}
