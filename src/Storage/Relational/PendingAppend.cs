using System.Threading.Tasks.Sources;
using Haggle.Core;
using Haggle.Core.Messages;
using Microsoft.Extensions.ObjectPool;

namespace Haggle.Storage.Relational;

/// <summary>A posting on its way, and whoever waits for it. Pooled: it goes back when the waiter has taken the result.</summary>
/// <remarks>Whoever waits goes on on the writer's own thread, in the order of completion: one hop less, and chats hear in order.</remarks>
internal sealed class PendingAppend : IValueTaskSource<Result<Appended>>
{
    private static readonly ObjectPool<PendingAppend> Pool = new DefaultObjectPool<PendingAppend>(new Policy(), maximumRetained: 16_384);

    private ManualResetValueTaskSourceCore<Result<Appended>> core;
    private Posting? posting;

    public Posting Posting => posting ?? throw new InvalidOperationException("The posting has been answered.");

    /// <summary>To be awaited once.</summary>
    public ValueTask<Result<Appended>> Answer => new(this, core.Version);

    public static PendingAppend For(Posting posting)
    {
        var pending = Pool.Get();
        pending.posting = posting;
        return pending;
    }

    /// <summary>Gives one that nobody waits for back.</summary>
    public void Withdraw() => Pool.Return(this);

    public void Complete(Result<Appended> result) => core.SetResult(result);

    public void Fail(Exception failure) => core.SetException(failure);

    public Result<Appended> GetResult(short token)
    {
        try
        {
            return core.GetResult(token);
        }
        finally
        {
            Pool.Return(this);
        }
    }

    public ValueTaskSourceStatus GetStatus(short token) => core.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
        => core.OnCompleted(continuation, state, token, flags);

    private sealed class Policy : PooledObjectPolicy<PendingAppend>
    {
        public override PendingAppend Create() => new();

        public override bool Return(PendingAppend pending)
        {
            pending.posting = null;
            pending.core.Reset();
            return true;
        }
    }
}
