using Haggle.Core;
using Haggle.Core.Chats;

namespace Haggle.Realtime;

/// <summary>Changes that have begun on this node and have not been announced yet.</summary>
/// <remarks>Counted by generation: to wait for those that are under way now is not to wait for those that begin meanwhile.</remarks>
internal sealed class ChangesUnderWay
{
    private readonly Action<ChatEvent> announce;
    private readonly Lock gate = new();
    private readonly LinkedList<Generation> generations = new(); // oldest first; the last one is joined now, all before it are closed

    public ChangesUnderWay(Action<ChatEvent> announce)
    {
        this.announce = announce;
        generations.AddLast(new Generation(this));
    }

    public IAnnouncer Begin()
    {
        lock (gate)
        {
            var newest = generations.Last!.Value;
            newest.Count++;
            return newest;
        }
    }

    /// <summary>Until everything that is under way now has been announced, or has come to nothing.</summary>
    public Task EndAsync()
    {
        lock (gate)
        {
            if (generations.Last!.Value.Count > 0)
                generations.AddLast(new Generation(this));
            return generations.Last.Previous?.Value.Ended.Task ?? Task.CompletedTask;
        }
    }

    private void End(Generation one)
    {
        lock (gate)
        {
            one.Count--;
            for (var oldest = generations.First!.Value; oldest.Count == 0 && generations.Count > 1; oldest = generations.First.Value)
            {
                oldest.Ended.SetResult();
                generations.RemoveFirst();
            }
        }
    }

    private sealed class Generation(ChangesUnderWay all) : IAnnouncer
    {
        public int Count { get; set; }

        public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Announce(ChatEvent happened) => all.announce(happened);

        public void Dispose() => all.End(this);
    }
}
