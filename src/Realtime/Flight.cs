namespace Haggle.Realtime;

/// <summary>How much of one socket is on its way: the next frame is read before the last is stored, which is what fills a batch, but only so many.</summary>
/// <param name="most">So many at once; the next frame is not read while there are more.</param>
public sealed class Flight(int most)
{
    private int count;
    private TaskCompletionSource? room;

    public void Begin() => Interlocked.Increment(ref count);

    public void End()
    {
        Interlocked.Decrement(ref count);
        Volatile.Read(ref room)?.TrySetResult();
    }

    /// <summary>Waits while too much is on its way.</summary>
    public ValueTask MakeRoomAsync()
    {
        return Volatile.Read(ref count) < most ? default : WaitAsync();

        async ValueTask WaitAsync()
        {
            while (Volatile.Read(ref count) >= most)
            {
                var next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                Volatile.Write(ref room, next);
                if (Volatile.Read(ref count) < most)
                    return;
                await next.Task;
            }
        }
    }
}
