using Haggle.Core.People;

namespace Haggle.Realtime.Nodes;

/// <summary>The way between the nodes: quick, and free to lose, repeat and reorder what it carries. <see cref="INews"/> makes up for that.</summary>
/// <remarks>Nothing here waits for the network but <see cref="SubscribeAsync"/>, and nothing throws.</remarks>
public interface IBackplane
{
    /// <summary>Who we are.</summary>
    NodeId Node { get; }

    /// <summary>There is no other node: nothing needs to be sent.</summary>
    bool IsAlone { get; }

    /// <summary>A letter came from another node, for these people who may be here; null: for everybody.</summary>
    event Action<Letter, IReadOnlyList<PersonId>?>? Came;

    /// <summary>To the nodes where somebody of these people is connected.</summary>
    void Send(Letter letter, IReadOnlyList<PersonId> people);

    void SendToAll(Letter letter);

    /// <summary>A socket of the person is here. Done when letters for the person come, or when it is clear that they do not for now.</summary>
    Task SubscribeAsync(PersonId person);

    /// <summary>One of the person's sockets is gone; after the last of them no letters come.</summary>
    void Unsubscribe(PersonId person);
}

/// <summary>There is one node.</summary>
public sealed class Alone : IBackplane
{
    public NodeId Node { get; } = NodeId.New();

    public bool IsAlone => true;

    public event Action<Letter, IReadOnlyList<PersonId>?>? Came
    {
        add { }
        remove { }
    }

    public void Send(Letter letter, IReadOnlyList<PersonId> people)
    {
    }

    public void SendToAll(Letter letter)
    {
    }

    public Task SubscribeAsync(PersonId person) => Task.CompletedTask;

    public void Unsubscribe(PersonId person)
    {
    }
}
