namespace Haggle.Storage.Sqlite;

/// <summary>Something that waits for the writer's thread.</summary>
internal abstract class SqliteWork
{
    /// <summary>Set when this work failed; others in its transaction go on.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Whether it changes things in several statements, of which one may fail after another: then all of them are taken back.</summary>
    public virtual bool IsInSeveralSteps => true;

    /// <summary>Does the work.</summary>
    public abstract void Run(SqliteSession session);

    /// <summary>Tells whoever waits, after the commit: what came of it, or <see cref="Failure"/>. Must neither block nor throw.</summary>
    public abstract void Finish();
}

/// <summary>Work of the shared ports; whoever waits goes on on a thread of the pool.</summary>
internal sealed class SqliteWork<T>(Func<SqliteSession, ValueTask<T>> work) : SqliteWork
{
    private readonly TaskCompletionSource<T> waiter = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? result;

    public Task<T> Task => waiter.Task;

    public override void Run(SqliteSession session)
    {
        var running = work(session);
        // The driver's asynchronous methods block, and so ours are through when they return; anything else would leave the writer's thread.
        if (!running.IsCompleted)
            throw new InvalidOperationException("Work on a SQLite session must not wait for anything else.");
        result = running.GetAwaiter().GetResult();
    }

    public override void Finish()
    {
        if (Failure is { } failure)
            waiter.SetException(failure);
        else
            waiter.SetResult(result!);
    }
}
