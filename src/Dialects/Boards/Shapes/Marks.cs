using Haggle.Core.Messages;

namespace Haggle.Dialects.Boards.Shapes;

/// <summary>How far the two of a thread have got, for the flags and times of its messages.</summary>
internal sealed record Marks(ReadMarks Read, Arrivals Arrived)
{
    /// <summary>Of what has just been said nobody else has anything.</summary>
    public static readonly Marks None = new(new ReadMarks([]), Arrivals.None);

    public static Marks Of(SlicedMessages slice) => new(slice.Marks, slice.Arrivals);
}
