namespace Haggle.Storage;

/// <summary>Brings the database to the form that this program knows. Safe to run on several nodes at once: each script runs once.</summary>
public interface IMigrations
{
    /// <summary>Applies what has not been applied, each script in its own transaction.</summary>
    /// <returns>What was applied now; empty when the database was current.</returns>
    /// <exception cref="SchemaException">An applied script has changed since, or the database is newer than this program. Nothing was done.</exception>
    Task<IReadOnlyList<Migration>> UpAsync(CancellationToken cancellation);

    /// <summary>Takes back the last <paramref name="steps"/> scripts. What was stored in the tables they made is lost.</summary>
    /// <returns>What was taken back, the newest first.</returns>
    /// <exception cref="SchemaException"><inheritdoc cref="UpAsync"/></exception>
    Task<IReadOnlyList<Migration>> DownAsync(int steps, CancellationToken cancellation);

    /// <summary>All scripts that the program or the database knows, by number. Changes nothing.</summary>
    Task<IReadOnlyList<Migration>> StatusAsync(CancellationToken cancellation);
}

/// <summary>One script and what became of it.</summary>
public sealed record Migration(int Number, string Name, MigrationState State, DateTimeOffset? AppliedAt);

/// <summary>Applied; waiting to be; applied in another form than the program's; applied by a newer program, unknown to this one.</summary>
public enum MigrationState { Applied, Waiting, Changed, Unknown }

/// <summary>The database and this program do not fit together. The message is one line for the operator.</summary>
public sealed class SchemaException : Exception
{
    public SchemaException()
    {
    }

    public SchemaException(string message)
        : base(message)
    {
    }

    public SchemaException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
