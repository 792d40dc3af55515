using Haggle.Core.People;

namespace Haggle.Core.Messages;

/// <summary>So many messages after so many others, counted from one end of the chat. Deleted ones do not count.</summary>
/// <param name="Offset">0 or more.</param>
/// <param name="Limit">1 to 500.</param>
public sealed record MessageSlice(long Offset, int Limit)
{
    public const int MostLimit = 500;

    /// <summary>Counted from the newest; otherwise from the oldest.</summary>
    public bool FromNewest { get; init; }

    /// <summary>Only what was said after this place in the chat counts; 0 is all.</summary>
    public long AfterSeq { get; init; }

    /// <summary>Whether what the server itself said counts too.</summary>
    public bool WithSystem { get; init; }

    /// <summary>Whether all are counted, which costs a look at each.</summary>
    public bool WithTotal { get; init; }

    /// <summary>Whether <see cref="SlicedMessages.Arrivals"/> are read too.</summary>
    public bool WithArrivals { get; init; }
}

/// <param name="Items">In the order in which they were counted.</param>
/// <param name="Total">How many there are from one end to the other; null when not asked for.</param>
/// <param name="Marks">How far the members have read.</param>
public sealed record SlicedMessages(IReadOnlyList<Message> Items, long? Total, ReadMarks Marks)
{
    /// <summary>How far the members' devices have got; of nobody unless it was asked for.</summary>
    public Arrivals Arrivals { get; init; } = Arrivals.None;
}
