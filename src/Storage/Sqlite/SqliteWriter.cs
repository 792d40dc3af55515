using System.Collections.Concurrent;
using System.Diagnostics;
using Haggle.Core;

namespace Haggle.Storage.Sqlite;

/// <summary>The one thread that writes. What waits while a commit is under way shares the next commit, so that a slow disk costs latency, not throughput.</summary>
internal sealed class SqliteWriter : IDisposable
{
    // Room for a commit's worth of latency; the share of one transaction is bounded so that the first of it does not wait for hundreds.
    private const int MostInTransaction = 256;

    private readonly BlockingCollection<SqliteWork> queue;
    private readonly Func<SqliteSession> open;
    private readonly Thread thread;
    private SqliteSession? session;
    private volatile bool isDisposed;

    public SqliteWriter(Func<SqliteSession> open, int queueLength)
    {
        this.open = open;
        queue = new BlockingCollection<SqliteWork>(queueLength);
        thread = new Thread(Loop) { IsBackground = true, Name = "SQLite writer" };
        thread.Start();
    }

    public int Waiting => isDisposed ? 0 : queue.Count;

    /// <returns>False when the queue is full or the writer has stopped.</returns>
    public bool TryAdd(SqliteWork work)
    {
        try
        {
            return queue.TryAdd(work);
        }
        catch (InvalidOperationException) // between IsAddingCompleted and here it may have been completed
        {
            return false;
        }
    }

    /// <summary>Writes what waits, then stops.</summary>
    public void Dispose()
    {
        queue.CompleteAdding();
        if (Thread.CurrentThread == thread)
            return; // somebody who waited for a message goes on here: the loop ends when that one returns
        thread.Join();
        isDisposed = true;
        queue.Dispose();
    }

    private void Loop()
    {
        var batch = new List<SqliteWork>(MostInTransaction);
        foreach (var first in queue.GetConsumingEnumerable())
        {
            batch.Add(first);
            while (batch.Count < MostInTransaction && queue.TryTake(out var next))
                batch.Add(next);
            RunTogether(batch);
            batch.Clear();
        }

        session?.Dispose();
    }

    private void RunTogether(List<SqliteWork> batch)
    {
        try
        {
            session ??= open();
            var begun = Stopwatch.GetTimestamp();
            session.BeginWriting();
            foreach (var work in batch)
                RunOne(session, work);
            session.Commit();
            StorageMetrics.Committed(batch.Count, begun);
        }
        catch (Exception failure)
        {
            StorageMetrics.Failed();
            foreach (var work in batch)
                work.Failure = SqliteErrors.IsOutage(failure) ? SqliteErrors.Unavailable(failure) : failure;
            CloseSession();
        }

        foreach (var work in batch)
            work.Finish();
    }

    // A savepoint for each that needs one, so that one that fails takes nothing of the others with it.
    private static void RunOne(SqliteSession session, SqliteWork work)
    {
        if (work.IsInSeveralSteps)
            session.Run("SAVEPOINT work");
        try
        {
            work.Run(session);
        }
        catch (Exception failure) when (session.IsInTransaction && !SqliteErrors.IsOutage(failure))
        {
            work.Failure = failure;
            if (work.IsInSeveralSteps)
                session.Run("ROLLBACK TO work");
        }

        if (work.IsInSeveralSteps)
            session.Run("RELEASE work");
    }

    // After a failure of the whole transaction the connection begins anew: the file may have been replaced or the disk have come back.
    private void CloseSession()
    {
        try
        {
            session?.RollBack();
            session?.Dispose();
        }
        catch (Exception failure) when (SqliteErrors.IsOutage(failure))
        {
            // It is closed all the same.
        }
        finally
        {
            session = null;
        }
    }
}
