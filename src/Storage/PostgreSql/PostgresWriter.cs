using System.Diagnostics;
using Haggle.Core;
using Haggle.Core.Messages;
using Haggle.Storage.Relational;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Haggle.Storage.PostgreSql;

/// <summary>One writer with a connection of its own. What arrives while a commit is under way shares the next one; no timers.</summary>
internal sealed partial class PostgresWriter : IAsyncDisposable
{
    private const int MostTries = 8;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly PostgresDatabase database;
    private readonly ILogger log;
    private readonly AppendQueue queue;
    private readonly CancellationTokenSource stopping = new();
    private readonly Task loop;
    private AppendConnection? connection;
    private volatile bool isAway;

    public PostgresWriter(PostgresDatabase database, int queueLength, ILogger log)
    {
        this.database = database;
        this.log = log;
        queue = new AppendQueue(queueLength);
        loop = Task.Run(LoopAsync);
    }

    public int Waiting => queue.Count;

    public ValueTask<Result<Appended>> AppendAsync(Posting posting)
    {
        if (isAway)
            return ValueTask.FromResult<Result<Appended>>(Refusal.Busy);
        var pending = PendingAppend.For(posting);
        var answer = pending.Answer;
        if (queue.TryAdd(pending))
            return answer;
        pending.Withdraw();
        return ValueTask.FromResult<Result<Appended>>(Refusal.Busy);
    }

    public async ValueTask DisposeAsync()
    {
        queue.Close();
        await stopping.CancelAsync();
        await loop;
        stopping.Dispose();
    }

    private async Task LoopAsync()
    {
        var batch = new List<PendingAppend>();
        while (await queue.WaitAsync())
        {
            queue.Take(batch);
            await WriteAsync(batch);
            batch.Clear();
            if (isAway)
                await ComeBackAsync(batch);
        }

        await DropConnectionAsync();
    }

    private async Task WriteAsync(List<PendingAppend> batch)
    {
        if (isAway) // and we are stopping: otherwise the loop has waited until it is back
        {
            Refuse(batch);
            return;
        }

        try
        {
            var begun = Stopwatch.GetTimestamp();
            var answers = await RunAsync(batch);
            StorageMetrics.Committed(batch.Count, begun);
            Answer(batch, answers);
        }
        catch (Exception failure) when (PostgresErrors.IsOutage(failure) && !IsOneChatsLock(failure))
        {
            StorageMetrics.Failed();
            await GoAwayAsync(failure);
            Refuse(batch);
        }
        catch (Exception failure)
        {
            StorageMetrics.Failed();
            BatchFails(log, failure, batch.Count);
            await DropConnectionAsync(); // a value that could not be sent left it in the middle of a word
            await WriteOneByOneAsync(batch);
        }
    }

    // One of them is to blame, and only that one shall suffer.
    private async Task WriteOneByOneAsync(List<PendingAppend> batch)
    {
        var one = new List<PendingAppend>(1);
        foreach (var pending in batch)
        {
            one.Clear();
            one.Add(pending);
            try
            {
                if (isAway)
                    Refuse(one);
                else
                    Answer(one, await RunAsync(one));
            }
            catch (Exception failure) when (PostgresErrors.IsOutage(failure))
            {
                if (!IsOneChatsLock(failure))
                    await GoAwayAsync(failure);
                pending.Complete(Refusal.Busy);
            }
            catch (Exception failure)
            {
                await DropConnectionAsync();
                pending.Fail(failure);
            }
        }
    }

    private async Task<IReadOnlyList<Result<Appended>>> RunAsync(List<PendingAppend> batch)
    {
        for (var attempt = 1; ; attempt++)
            try
            {
                connection ??= await AppendConnection.OpenAsync(database, CancellationToken.None);
                return await connection.RunAsync(batch);
            }
            catch (PostgresException conflict) when (attempt < MostTries && PostgresErrors.IsConflict(conflict))
            {
                // Nothing was stored; the next look sees what was in the way.
            }
    }

    private static void Answer(List<PendingAppend> batch, IReadOnlyList<Result<Appended>> answers)
    {
        for (var place = 0; place < batch.Count; place++)
            batch[place].Complete(answers[place]);
    }

    private static void Refuse(List<PendingAppend> batch)
    {
        foreach (var pending in batch)
            pending.Complete(Refusal.Busy);
    }

    // They came after the batch that failed, and before anybody knew that it would.
    private void RefuseWaiting(List<PendingAppend> batch)
    {
        do
        {
            batch.Clear();
            queue.Take(batch);
            Refuse(batch);
        }
        while (batch.Count > 0);
    }

    private static bool IsOneChatsLock(Exception failure) => failure is PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable };

    // From here on new postings are refused at once, instead of waiting for what may not come.
    private async Task GoAwayAsync(Exception failure)
    {
        if (!isAway)
            WriterIsAway(log, PostgresErrors.Unavailable(failure).Message);
        isAway = true;
        database.Doubt();
        await DropConnectionAsync();
    }

    private async Task ComeBackAsync(List<PendingAppend> batch)
    {
        for (var pause = FirstPause; !stopping.IsCancellationRequested; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
            try
            {
                RefuseWaiting(batch);
                connection ??= await AppendConnection.OpenAsync(database, stopping.Token);
                isAway = false;
                WriterIsBack(log);
                return;
            }
            catch (Exception failure) when (PostgresErrors.IsOutage(failure) || failure is PostgresException or OperationCanceledException)
            {
                await Task.Delay(pause, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
    }

    private async Task DropConnectionAsync()
    {
        if (connection is not { } dropped)
            return;
        connection = null;
        try
        {
            await dropped.DisposeAsync();
        }
        catch (Exception failure) when (PostgresErrors.IsOutage(failure))
        {
            // It is gone either way.
        }
    }

    [LoggerMessage(LogLevel.Warning, "Messages are refused until PostgreSQL can be used again: {Reason}")]
    private static partial void WriterIsAway(ILogger log, string reason);

    [LoggerMessage(LogLevel.Information, "Messages are stored again")]
    private static partial void WriterIsBack(ILogger log);

    [LoggerMessage(LogLevel.Error, "A batch of {Count} messages failed; they are stored one by one")]
    private static partial void BatchFails(ILogger log, Exception failure, int count);
}
