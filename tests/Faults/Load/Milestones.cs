namespace Haggle.Faults.Load;

/// <summary>A count that grows, and a way to wait until it has got somewhere. Safe to use from any thread.</summary>
internal sealed class Milestones
{
    private readonly Lock gate = new();
    private readonly List<(long At, TaskCompletionSource Reached)> waiting = [];

    public long Count { get; private set; }

    public void Pass()
    {
        TaskCompletionSource[] reached;
        lock (gate)
        {
            Count++;
            reached = [.. waiting.Where(one => one.At <= Count).Select(one => one.Reached)];
            waiting.RemoveAll(one => one.At <= Count);
        }

        foreach (var one in reached)
            one.SetResult();
    }

    /// <summary>Done when the count is <paramref name="at"/> or more.</summary>
    public Task ReachedAsync(long at)
    {
        lock (gate)
        {
            if (Count >= at)
                return Task.CompletedTask;
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Add((at, reached));
            return reached.Task;
        }
    }
}
