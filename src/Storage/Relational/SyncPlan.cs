using Haggle.Core.Chats;

namespace Haggle.Storage.Relational;

/// <summary>What one chat's part of a catch-up will be. Seqs have no holes, so the messages are known by number before they are read.</summary>
/// <param name="Low">Messages after this seq …</param>
/// <param name="High">… up to this one.</param>
/// <param name="ChangedAfter">Older messages changed after this revision are wanted; null: none.</param>
internal sealed record SyncPlan(ChatHead Head, ChatPosition Position, long Low, long High, long? ChangedAfter, bool More, bool Reset)
{
    /// <summary>With more than this between, of messages or of changes, a client starts over with the newest page.</summary>
    public const int MostBetween = 1000;

    /// <param name="position">Null when the chat is new to the client.</param>
    /// <returns>Null when the client is up to date.</returns>
    public static SyncPlan? For(ChatHead head, ChatPosition? position, int limit)
    {
        if (position is not { } known)
            return FromNothing(head, limit);
        if (known.Seq > head.LastSeq || known.Revision > head.Revision || known.Seq < 0 || known.Revision < 0)
            return NewestPage(head, limit);
        if (known.Seq == head.LastSeq && known.Revision == head.Revision)
            return null;
        var low = Math.Max(known.Seq, head.HiddenSeq);
        if (head.LastSeq - low > MostBetween)
            return NewestPage(head, limit);
        var high = Math.Min(head.LastSeq, low + limit);
        return new SyncPlan(head, known, low, high, known.Revision, More: high < head.LastSeq, Reset: false);
    }

    public static SyncPlan NewestPage(ChatHead head, int limit)
        => new(head, new ChatPosition(head.Id, 0, 0), Math.Max(head.HiddenSeq, head.LastSeq - limit), head.LastSeq, null, More: false, Reset: true);

    /// <summary>For a chat that this answer has no more room for: the client starts over there, by asking for it alone.</summary>
    public SyncPlan Postponed() => this with { Low = Head.LastSeq, High = Head.LastSeq, ChangedAfter = null, More = Head.LastSeq > 0, Reset = true };

    private static SyncPlan FromNothing(ChatHead head, int limit)
        => head.LastSeq - head.HiddenSeq > limit
            ? NewestPage(head, limit)
            : new SyncPlan(head, new ChatPosition(head.Id, 0, 0), head.HiddenSeq, head.LastSeq, null, More: false, Reset: false);
}

/// <summary>Where a chat of the viewer stands.</summary>
internal sealed record ChatHead(ChatId Id, long LastSeq, long Revision, long HiddenSeq);
