using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;

namespace Haggle.Realtime.Nodes;

/// <summary>Where the nodes tell each other, once a second, which chats they have changed: in the store, which loses nothing. Every method is one transaction.</summary>
public interface INews
{
    /// <summary>Puts the sheet where the other nodes look.</summary>
    ValueTask TellAsync(NewsSheet sheet, CancellationToken cancellation);

    /// <summary>What the other nodes have told within this time by the store's clock, oldest first, and the newest message.</summary>
    ValueTask<NewsStand> ReadAsync(NodeId reader, TimeSpan back, CancellationToken cancellation);

    /// <summary>The chats of the messages after this one: what a node that is gone may not have told of.</summary>
    /// <param name="after">Ids grow with the time.</param>
    /// <param name="limit">Chats at most.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    ValueTask<IReadOnlyList<NewsItem>> SaidAfterAsync(MessageId after, int limit, CancellationToken cancellation);

    /// <summary>Throws away what was told longer ago.</summary>
    ValueTask ForgetAsync(TimeSpan back, CancellationToken cancellation);
}

/// <summary>What one node did within a second.</summary>
/// <param name="Node">Who tells.</param>
/// <param name="Number">Counts the node's sheets from 1.</param>
/// <param name="IsLast">The node goes, and has nothing more to tell.</param>
/// <param name="Whereabouts">The version of what it told of its people.</param>
/// <param name="Items">The chats that it changed, each once.</param>
public sealed record NewsSheet(NodeId Node, long Number, bool IsLast, long Whereabouts, IReadOnlyList<NewsItem> Items);

/// <param name="Sheets">Oldest first.</param>
/// <param name="NewestMessage">The newest of all.</param>
public sealed record NewsStand(IReadOnlyList<NewsSheet> Sheets, MessageId NewestMessage);

/// <summary>A chat was changed.</summary>
/// <param name="ChatId">The chat.</param>
/// <param name="AfterRevision">What was changed comes after this revision.</param>
/// <param name="AfterSeq">New messages come after this seq; null: there were none.</param>
/// <param name="Revision">The last change.</param>
/// <param name="Hearers">Who had to hear of it.</param>
public sealed record NewsItem(ChatId ChatId, long AfterRevision, long? AfterSeq, long Revision, IReadOnlyList<PersonId> Hearers)
{
    /// <summary>Both, of one chat.</summary>
    public NewsItem With(NewsItem other) => new(
        ChatId,
        Math.Min(AfterRevision, other.AfterRevision),
        AfterSeq is { } seq && other.AfterSeq is { } later ? Math.Min(seq, later) : AfterSeq ?? other.AfterSeq,
        Math.Max(Revision, other.Revision),
        ReferenceEquals(Hearers, other.Hearers) ? Hearers : [.. Hearers.Union(other.Hearers)]);
}
