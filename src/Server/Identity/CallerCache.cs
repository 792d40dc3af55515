using System.Collections.Concurrent;
using Haggle.Core.People;

namespace Haggle.Server.Identity;

/// <summary>Who was recognised within the last seconds, so that not every request asks the database. Bounded; never older than <see cref="Life"/>.</summary>
/// <remarks>
/// A look-up that was under way while its person was forgotten must not be kept: it may have read what held before. So each begins by taking
/// the <see cref="Moment"/>, and counts only if the person has not been forgotten since.
/// </remarks>
internal sealed class CallerCache(TimeProvider clock) : IKnownCallers
{
    public static readonly TimeSpan Life = TimeSpan.FromSeconds(5);

    /// <summary>More than so many are not remembered, only looked up.</summary>
    public const int DefaultMost = 50_000;

    private readonly ConcurrentDictionary<Key, Entry> entries = new();
    private readonly ConcurrentDictionary<PersonId, Moment> forgotten = new();
    private long number;
    private long floor;
    private int count;

    public int Most { get; init; } = DefaultMost;

    /// <summary>Take it before the look-up whose result shall be kept.</summary>
    public Moment Now() => new(Volatile.Read(ref number), clock.GetTimestamp());

    public Caller? Find(SessionId session) => Find(new Key(session.Value, default));

    /// <param name="print">Of a whole token of the marketplace.</param>
    public Caller? Find(UInt128 print) => Find(new Key(0, print));

    public void Keep(SessionId session, Caller caller, Moment asOf) => Keep(new Key(session.Value, default), caller, asOf);

    public void Keep(UInt128 print, Caller caller, Moment asOf) => Keep(new Key(0, print), caller, asOf);

    public void Forget(PersonId person)
    {
        var moment = new Moment(Interlocked.Increment(ref number), clock.GetTimestamp());
        forgotten[person] = moment;
        if (forgotten.Count > Most) // cheaper to forget everybody than to remember whom
        {
            Volatile.Write(ref floor, moment.Number);
            forgotten.Clear();
        }
    }

    /// <summary>Lets go of what is too old to count.</summary>
    public void Sweep()
    {
        foreach (var entry in entries)
            if (!IsGood(entry.Value))
                Remove(entry);
        foreach (var person in forgotten)
            if (clock.GetElapsedTime(person.Value.Timestamp) > Life) // every look-up that began before it is too old by itself
                forgotten.TryRemove(person);
    }

    private Caller? Find(Key key)
    {
        if (!entries.TryGetValue(key, out var entry))
            return null;
        if (IsGood(entry))
            return entry.Caller;
        Remove(new(key, entry));
        return null;
    }

    private void Keep(Key key, Caller caller, Moment asOf)
    {
        if (Volatile.Read(ref count) >= Most)
            return;
        var entry = new Entry(caller, asOf);
        if (entries.TryAdd(key, entry))
            Interlocked.Increment(ref count);
        else
            entries[key] = entry;
    }

    private bool IsGood(Entry entry)
        => clock.GetElapsedTime(entry.AsOf.Timestamp) < Life
            && entry.AsOf.Number >= Volatile.Read(ref floor)
            && !(forgotten.TryGetValue(entry.Caller.Person.Id, out var at) && at.Number > entry.AsOf.Number);

    private void Remove(KeyValuePair<Key, Entry> entry)
    {
        if (entries.TryRemove(entry))
            Interlocked.Decrement(ref count);
    }

    /// <param name="Number">How often somebody had been forgotten.</param>
    internal readonly record struct Moment(long Number, long Timestamp);

    private readonly record struct Key(long Session, UInt128 Print);

    private sealed record Entry(Caller Caller, Moment AsOf);
}
