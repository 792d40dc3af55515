using Haggle.Core.People;

namespace Haggle.Core.Messages;

/// <summary>How far the members of a chat have read, for wires that show a flag on each message. Who sends no read receipts is left out.</summary>
/// <param name="Pointers">The furthest first.</param>
public sealed record ReadMarks(IReadOnlyList<(PersonId PersonId, long LastReadSeq)> Pointers)
{
    /// <summary>Whether anybody but its author has read it.</summary>
    public bool HasRead(Message message) => HasRead(message.Seq, message.AuthorId);

    /// <summary>Whether anybody but <paramref name="author"/> has read what has this <paramref name="seq"/>.</summary>
    public bool HasRead(long seq, PersonId? author)
    {
        foreach (var (person, read) in Pointers)
        {
            if (read < seq)
                return false;
            if (person != author)
                return true;
        }
        return false;
    }

    /// <summary>Whether this member has read it.</summary>
    public bool HasRead(Message message, PersonId person)
    {
        foreach (var (one, seq) in Pointers)
            if (one == person)
                return seq >= message.Seq;
        return false;
    }
}
