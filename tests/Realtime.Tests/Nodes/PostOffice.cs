using System.Collections.Concurrent;
using Haggle.Core.People;
using Haggle.Realtime.Nodes;

namespace Haggle.Realtime.Tests.Nodes;

/// <summary>A backplane between the hubs of one process, which loses, holds back and repeats letters when it is told to. Like the real one it brings a copy for every addressee.</summary>
internal sealed class PostOffice
{
    private readonly List<Branch> branches = [];
    private readonly ConcurrentQueue<Action> held = new();

    /// <summary>Letters that never arrive.</summary>
    public Predicate<Letter> Loses { get; set; } = _ => false;

    /// <summary>Letters that wait for <see cref="Release"/>.</summary>
    public Predicate<Letter> HoldsBack { get; set; } = _ => false;

    public IBackplane Open()
    {
        var branch = new Branch(this);
        branches.Add(branch);
        return branch;
    }

    /// <summary>What was held back arrives, the last first, and each twice.</summary>
    public void Release()
    {
        HoldsBack = _ => false;
        foreach (var deliver in held.Reverse())
        {
            deliver();
            deliver();
        }
        held.Clear();
    }

    private void Carry(Branch from, Letter letter, IReadOnlyList<PersonId>? to)
    {
        if (Loses(letter))
            return;
        foreach (var branch in branches.Where(branch => branch != from))
            if (HoldsBack(letter))
                held.Enqueue(() => branch.Take(letter, to));
            else
                branch.Take(letter, to);
    }

    private sealed class Branch(PostOffice office) : IBackplane
    {
        private readonly ConcurrentDictionary<PersonId, int> here = new();

        public NodeId Node { get; } = NodeId.New();

        public bool IsAlone => false;

        public event Action<Letter, IReadOnlyList<PersonId>?>? Came;

        public void Send(Letter letter, IReadOnlyList<PersonId> people) => office.Carry(this, letter, people);

        public void SendToAll(Letter letter) => office.Carry(this, letter, null);

        public Task SubscribeAsync(PersonId person)
        {
            here.AddOrUpdate(person, 1, (_, sockets) => sockets + 1);
            return Task.CompletedTask;
        }

        public void Unsubscribe(PersonId person) => here.AddOrUpdate(person, 0, (_, sockets) => sockets - 1);

        public void Take(Letter letter, IReadOnlyList<PersonId>? to)
        {
            if (to is null)
                Came?.Invoke(letter, null);
            else
                foreach (var person in to.Where(person => here.GetValueOrDefault(person) > 0))
                    Came?.Invoke(letter, [person]);
        }
    }
}
