using Haggle.Core;
using Haggle.Core.Messages;
using Microsoft.Extensions.Logging;

namespace Haggle.Storage.PostgreSql;

/// <summary>Appends messages by a few writers; a chat always belongs to the same one, so that its messages stay in order.</summary>
internal sealed class PostgresMessageLog : IMessageLog, IStorageLoad, IAsyncDisposable
{
    private readonly PostgresWriter[] writers;
    private bool isDisposed;

    public PostgresMessageLog(PostgresDatabase database, int writers, int queueLength, ILogger<PostgresMessageLog> log)
        => this.writers = [.. Enumerable.Range(0, writers).Select(_ => new PostgresWriter(database, queueLength, log))];

    public int Waiting => writers.Sum(writer => writer.Waiting);

    public ValueTask<Result<Appended>> AppendAsync(Posting posting, CancellationToken cancellation)
        => writers[(int)((ulong)posting.Draft.ChatId.Value % (ulong)writers.Length)].AppendAsync(posting);

    /// <summary>Writes what waits, then closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref isDisposed, true))
            return; // a container that knows it under two names disposes of it twice
        foreach (var writer in writers)
            await writer.DisposeAsync();
    }
}
