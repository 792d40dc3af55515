using Haggle.Core.People;

namespace Haggle.Core.Messages;

/// <summary>How far the devices of a chat's members have got, for wires that show a time on each message.</summary>
/// <remarks>A time is that of the pointer's last move, so it may be later than the moment when this very message was there, never earlier.</remarks>
public sealed record Arrivals(IReadOnlyList<Arrival> Pointers)
{
    public static readonly Arrivals None = new([]);

    /// <returns>Null when no device of this member has it yet, as far as any has said.</returns>
    public DateTimeOffset? Of(Message message, PersonId person)
    {
        foreach (var pointer in Pointers)
            if (pointer.PersonId == person)
                return pointer.LastDeliveredSeq >= message.Seq ? pointer.At : null;
        return null;
    }
}

/// <summary>Everything up to here is on a device of this member.</summary>
public readonly record struct Arrival(PersonId PersonId, long LastDeliveredSeq, DateTimeOffset At);
