using Haggle.Server.Settings;
using Haggle.Storage;

namespace Haggle.Server.Commands.Checks;

/// <summary>Whether the database answers, takes changes, has our schema, is new enough, and agrees with us on the time.</summary>
internal static class DatabaseCheck
{
    private const string Subject = "database";
    private const int LeastPostgres = 13;

    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(5);

    public static async Task<IReadOnlyList<Finding>> LookAsync(ServerSettings settings, CancellationToken cancellation)
    {
        if (settings.IsEmbedded && !File.Exists(settings.ToStorage().SqlitePath))
            return [Finding.Well(Subject, "SQLite; the file will be made at the first start.")];
        try
        {
            await using var store = Store.Of(settings);
            return [.. Judge(await store.Get<IStorageHealth>().CheckAsync(cancellation))];
        }
        catch (Exception trouble) when (Trouble.IsForOperator(trouble) || trouble is FormatException)
        {
            return [Finding.Wrong(Subject, trouble.Message, "correct DATABASE_URL.")];
        }
    }

    private static IEnumerable<Finding> Judge(StorageHealth health)
    {
        yield return health switch
        {
            { IsReachable: false } => Finding.Wrong(Subject, $"It does not answer: {health.Problem}", "see that it runs, and that DATABASE_URL names it, its user and its password."),
            { IsCurrent: false } => Finding.Doubtful(Subject, "Its schema is not the one of this program.", "the server mends that at its start; haggle migrate up does it now, haggle migrate status shows what is missing."),
            { IsWritable: false } => Finding.Wrong(Subject, $"It takes no changes: {health.Problem}", "see whether its disk is full, and that it is no read-only replica."),
            _ => Finding.Well(Subject, $"{health.Engine} {health.Version}, {health.Bytes / (1024 * 1024)} MiB, takes changes, schema current."),
        };
        if (health.Engine == "postgresql" && health.Version is { } version && int.TryParse(version.Split('.', ' ')[0], out var major) && major < LeastPostgres)
            yield return Finding.Wrong(Subject, $"PostgreSQL {major} is too old.", $"move to PostgreSQL {LeastPostgres} or later.");
        if (health.Clock is { } theirs && (theirs - DateTimeOffset.UtcNow).Duration() is var off && off > ClockTolerance)
            yield return Finding.Doubtful("clock", $"The database's clock and ours are {off.TotalSeconds:0} s apart.", "synchronise both machines with NTP; tokens and sessions end by the clock.");
    }
}
