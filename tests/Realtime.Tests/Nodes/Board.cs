using Haggle.Core.Messages;
using Haggle.Realtime.Nodes;

namespace Haggle.Realtime.Tests.Nodes;

/// <summary>The sheets of all nodes, by one clock.</summary>
internal sealed class Board(Archive archive, TimeProvider clock) : INews
{
    private readonly List<(DateTimeOffset At, NewsSheet Sheet)> sheets = [];

    public bool IsAway { get; set; }

    public ValueTask TellAsync(NewsSheet sheet, CancellationToken cancellation)
    {
        Check();
        sheets.Add((clock.GetUtcNow(), sheet));
        return ValueTask.CompletedTask;
    }

    public ValueTask<NewsStand> ReadAsync(NodeId reader, TimeSpan back, CancellationToken cancellation)
    {
        Check();
        var since = clock.GetUtcNow() - back;
        return ValueTask.FromResult(new NewsStand(
            [.. sheets.Where(told => told.At > since && told.Sheet.Node != reader).Select(told => told.Sheet)],
            archive.Said.Count == 0 ? default : new MessageId(archive.Said.Max(message => message.Id.Value))));
    }

    public ValueTask<IReadOnlyList<NewsItem>> SaidAfterAsync(MessageId after, int limit, CancellationToken cancellation)
    {
        Check();
        var said = archive.Said.Where(message => message.Id.Value > after.Value).ToList();
        return ValueTask.FromResult<IReadOnlyList<NewsItem>>(said.Count == 0 ? [] :
            [new NewsItem(Archive.Chat, said.Min(message => message.Revision) - 1, said.Min(message => message.Seq) - 1, archive.Revision, [.. archive.Members])]);
    }

    public ValueTask ForgetAsync(TimeSpan back, CancellationToken cancellation) => ValueTask.CompletedTask;

    private void Check()
    {
        if (IsAway)
            throw new Core.StorageUnavailableException("away");
    }
}
