using Haggle.Core;
using Haggle.Core.Messages;
using Haggle.Realtime.Sockets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Haggle.Realtime.Nodes;

/// <summary>Once a second: tells the other nodes through the store what this one did, and mends what of theirs did not come by letter.</summary>
/// <remarks>
/// Letters may be lost without anybody noticing; what is in the store is not. So a lost letter is made up for within two seconds, and with the backplane
/// away the nodes still hear of each other. A node that dies has up to a second untold: the others then look at what was said since.
/// </remarks>
public sealed partial class NewsRound(Hub hub, IBackplane backplane, INews news, TimeProvider clock, ILogger<NewsRound> log) : BackgroundService
{
    /// <summary>Sheets are looked at for so long, whenever they came; what is older has been mended.</summary>
    internal static readonly TimeSpan Memory = TimeSpan.FromSeconds(10);

    /// <summary>Sheets stay for so long in the store; a node that was away for longer does not know what it has missed.</summary>
    internal static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>A node from which nothing came for so long is gone.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(5);

    /// <summary>Chats looked at after a node's death.</summary>
    private const int MostUntold = 10_000;

    private readonly HashSet<(NodeId, long)> handled = [];
    private readonly Dictionary<NodeId, long> heard = [];
    private readonly Queue<(long At, MessageId Newest)> newest = new();
    private long number;
    private long lastRead;
    private long lastSwept;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (backplane.IsAlone)
            return;
        lastRead = clock.GetTimestamp();
        using var second = new PeriodicTimer(Pause, clock);
        while (await second.WaitForNextTickAsync(stoppingToken))
            await TurnAsync(stoppingToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (!backplane.IsAlone)
            await TryTellAsync(isLast: true, cancellationToken);
    }

    internal async Task TurnAsync(CancellationToken cancellation)
    {
        await TryTellAsync(isLast: false, cancellation);
        try
        {
            await ReadAsync(cancellation);
            await BuryAsync(cancellation);
            if (clock.GetElapsedTime(lastSwept) > Kept)
            {
                lastSwept = clock.GetTimestamp();
                await news.ForgetAsync(2 * Kept, cancellation);
            }
        }
        catch (Exception outage) when (outage is not OperationCanceledException)
        {
            NewsWait(log, outage);
        }
    }

    private async Task TryTellAsync(bool isLast, CancellationToken cancellation)
    {
        var items = hub.News.Take();
        try
        {
            await news.TellAsync(new NewsSheet(hub.Node, ++number, isLast, hub.Whereabouts, items), cancellation);
        }
        catch (Exception outage)
        {
            hub.News.PutBack(items); // if it was told after all, it is told twice, which does no harm
            if (outage is not OperationCanceledException)
                NewsWait(log, outage);
        }
    }

    private async Task ReadAsync(CancellationToken cancellation)
    {
        var away = clock.GetElapsedTime(lastRead);
        var begun = clock.GetTimestamp();
        var stand = await news.ReadAsync(hub.Node, away + Memory, cancellation);
        lastRead = begun;
        if (away > Kept - Memory)
            hub.CloseAll(CloseCode.Restart, "this node was away");
        newest.Enqueue((begun, stand.NewestMessage));
        foreach (var sheet in stand.Sheets)
        {
            if (!handled.Add((sheet.Node, sheet.Number)))
                continue;
            heard[sheet.Node] = begun;
            foreach (var item in sheet.Items)
                hub.Mend(item);
            if (sheet.IsLast)
                Part(sheet.Node);
            else
                hub.Compare(sheet.Node, sheet.Whereabouts);
        }
        if (handled.Count > 100 * (heard.Count + 1))
            handled.IntersectWith(stand.Sheets.Select(sheet => (sheet.Node, sheet.Number)));
    }

    /// <summary>Of a node that has died, what it may not have told is read: whatever was said since it was last heard, and a while before.</summary>
    private async Task BuryAsync(CancellationToken cancellation)
    {
        while (newest.TryPeek(out var oldest) && clock.GetElapsedTime(oldest.At) > Silence + Memory)
            newest.Dequeue();
        var dead = heard.Where(node => clock.GetElapsedTime(node.Value) > Silence).Select(node => node.Key).ToList();
        if (dead.Count == 0)
            return;
        var untold = newest.TryPeek(out var known) ? await news.SaidAfterAsync(known.Newest, MostUntold, cancellation) : [];
        foreach (var item in untold)
            hub.Mend(item);
        foreach (var node in dead)
        {
            NodeIsGone(log, node);
            Part(node);
        }
    }

    private void Part(NodeId node)
    {
        heard.Remove(node);
        hub.Forget(node);
    }

    [LoggerMessage(20, LogLevel.Warning, "News of the other nodes wait: the store is away")]
    private static partial void NewsWait(ILogger log, Exception outage);

    [LoggerMessage(21, LogLevel.Warning, "Node {Node} is gone without a word")]
    private static partial void NodeIsGone(ILogger log, NodeId node);
}
