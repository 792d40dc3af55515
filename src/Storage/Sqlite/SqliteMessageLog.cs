using Haggle.Core;
using Haggle.Core.Messages;
using Haggle.Storage.Relational;

namespace Haggle.Storage.Sqlite;

/// <summary>Appends messages on the writer's thread; all that wait share a transaction.</summary>
internal sealed class SqliteMessageLog(SqliteDatabase database) : IMessageLog, IStorageLoad
{
    public int Waiting => database.Writer.Waiting;

    public ValueTask<Result<Appended>> AppendAsync(Posting posting, CancellationToken cancellation)
    {
        var pending = PendingAppend.For(posting);
        var answer = pending.Answer;
        if (database.Writer.TryAdd(new Work(pending)))
            return answer;
        pending.Withdraw();
        return ValueTask.FromResult<Result<Appended>>(Refusal.Busy);
    }

    private sealed class Work(PendingAppend pending) : SqliteWork
    {
        private Result<Appended> result;

        // What can be wrong with a posting shows before its row is in: after that only the whole file can fail.
        public override bool IsInSeveralSteps => false;

        public override void Run(SqliteSession session) => result = session.Append.Run(pending.Posting);

        public override void Finish()
        {
            if (Failure is null)
                pending.Complete(result);
            else if (Failure is StorageUnavailableException)
                pending.Complete(Refusal.Busy);
            else
                pending.Fail(Failure);
        }
    }
}
