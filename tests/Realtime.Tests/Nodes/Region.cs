using Haggle.Realtime.Nodes;
using Haggle.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Haggle.Realtime.Tests.Nodes;

/// <summary>Two nodes with one store: what is committed in one town is announced there, and has to be heard in both.</summary>
internal sealed class Region : IDisposable
{
    private readonly List<Node> nodes = [];

    public Region()
    {
        Archive = new Archive(Clock);
        Board = new Board(Archive, Clock);
        (East, West) = (Found(), Found());
    }

    public HandClock Clock { get; } = new();

    public Archive Archive { get; }

    public PostOffice Post { get; } = new();

    public Board Board { get; }

    public Node East { get; }

    public Node West { get; }

    /// <summary>All nodes look at the board, one after the other, and then once more for what they told meanwhile.</summary>
    public async Task PassSecondAsync(params Node[] dead)
    {
        Clock.Advance(TimeSpan.FromSeconds(1));
        foreach (var node in nodes.Except(dead).Concat(nodes.Except(dead)))
            await node.Round.TurnAsync(CancellationToken.None);
    }

    public Node Found()
    {
        var backplane = Post.Open();
        var town = new Town(Archive, backplane, Clock);
        var node = new Node(town, new NewsRound(town.Hub, backplane, Board, Clock, NullLogger<NewsRound>.Instance));
        nodes.Add(node);
        return node;
    }

    public void Dispose()
    {
        foreach (var node in nodes)
        {
            node.Round.Dispose();
            node.Town.Dispose();
        }
    }
}

internal sealed record Node(Town Town, NewsRound Round)
{
    public Hub Hub => Town.Hub;
}
