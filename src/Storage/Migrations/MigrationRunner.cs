using Haggle.Core;
using Haggle.Storage.Relational;

namespace Haggle.Storage.Migrations;

/// <summary>Applies numbered scripts, each once, each in a transaction that also writes it down.</summary>
internal sealed class MigrationRunner(Database database, IReadOnlyList<MigrationScript> scripts, TimeProvider clock) : IMigrations
{
    private const string CreateHistory = """
        CREATE TABLE IF NOT EXISTS schema_history (number integer PRIMARY KEY, name text NOT NULL, hash text NOT NULL, applied_at_us bigint NOT NULL)
        """;

    private const string ReadHistory = "SELECT number, name, hash, applied_at_us FROM schema_history ORDER BY number";

    private const string Remember = "INSERT INTO schema_history (number, name, hash, applied_at_us) VALUES (@number, @name, @hash, @now)";

    private const string Forget = "DELETE FROM schema_history WHERE number = @number";

    public Task<IReadOnlyList<Migration>> UpAsync(CancellationToken cancellation) => RepeatAsync(int.MaxValue, ApplyNextAsync, cancellation);

    public Task<IReadOnlyList<Migration>> DownAsync(int steps, CancellationToken cancellation) => RepeatAsync(steps, TakeBackLastAsync, cancellation);

    public async Task<IReadOnlyList<Migration>> StatusAsync(CancellationToken cancellation)
        => Compare(await database.SnapshotAsync(
            async session => await session.Query(database.FindHistory).AnyAsync() ? await HistoryAsync(session) : [], cancellation));

    private async Task<IReadOnlyList<Migration>> RepeatAsync(int most, Func<Session, ValueTask<Migration?>> step, CancellationToken cancellation)
    {
        var done = new List<Migration>();
        while (done.Count < most && await database.WriteAsync(step, cancellation) is { } migration)
            done.Add(migration);
        return done;
    }

    private async ValueTask<Migration?> ApplyNextAsync(Session session)
    {
        var known = await LockedStatusAsync(session);
        var next = known.FirstOrDefault(migration => migration.State == MigrationState.Waiting);
        if (next is null)
            return null;
        var script = scripts.First(script => script.Number == next.Number);
        var now = clock.Now();
        await session.Query(script.Up).Patiently().ExecuteAsync();
        await session.Query(Remember).With("number", script.Number).With("name", script.Name).With("hash", script.Hash).With("now", now).ExecuteAsync();
        return next with { State = MigrationState.Applied, AppliedAt = now };
    }

    private async ValueTask<Migration?> TakeBackLastAsync(Session session)
    {
        var known = await LockedStatusAsync(session);
        var last = known.LastOrDefault(migration => migration.State == MigrationState.Applied);
        if (last is null)
            return null;
        await session.Query(scripts.First(script => script.Number == last.Number).Down).Patiently().ExecuteAsync();
        await session.Query(Forget).With("number", last.Number).ExecuteAsync();
        return last with { State = MigrationState.Waiting, AppliedAt = null };
    }

    // Whoever else migrates now waits here, and then finds the work done.
    private async ValueTask<IReadOnlyList<Migration>> LockedStatusAsync(Session session)
    {
        await session.Query(database.LockSchema).Patiently().ExecuteAsync();
        await session.Query(CreateHistory).ExecuteAsync();
        var known = Compare(await HistoryAsync(session));
        foreach (var migration in known)
            if (migration.State is MigrationState.Unknown)
                throw new SchemaException(
                    $"The database has migration {migration.Number} ({migration.Name}), which this program does not know: it needs a newer program.");
            else if (migration.State is MigrationState.Changed)
                throw new SchemaException(
                    $"Migration {migration.Number} ({migration.Name}) was applied in another form than this program has: the script must not change once it has run.");
        return known;
    }

    private static ValueTask<List<Applied>> HistoryAsync(Session session)
        => session.Query(ReadHistory).AllAsync(row => new Applied(row.Int(), row.Text(), row.Text(), row.Instant()));

    private List<Migration> Compare(List<Applied> history)
    {
        var all = new List<Migration>();
        foreach (var script in scripts)
        {
            var applied = history.Find(applied => applied.Number == script.Number);
            all.Add(new Migration(script.Number, script.Name, StateOf(script, applied), applied?.At));
        }

        all.AddRange(history.Where(applied => scripts.All(script => script.Number != applied.Number))
            .Select(applied => new Migration(applied.Number, applied.Name, MigrationState.Unknown, applied.At)));
        return [.. all.OrderBy(migration => migration.Number)];
    }

    private static MigrationState StateOf(MigrationScript script, Applied? applied)
        => applied is null ? MigrationState.Waiting : applied.Hash == script.Hash ? MigrationState.Applied : MigrationState.Changed;

    private sealed record Applied(int Number, string Name, string Hash, DateTimeOffset At);
}
