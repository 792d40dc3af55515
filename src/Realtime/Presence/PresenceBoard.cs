using System.Collections.Concurrent;
using Haggle.Core;
using Haggle.Core.People;
using Haggle.Core.Presence;

namespace Haggle.Realtime.Presence;

/// <summary>Who watches whom on this node, and when people were last here.</summary>
public sealed class PresenceBoard(TimeProvider clock)
{
    /// <summary>People that one socket may watch.</summary>
    public const int MostWatched = 200;

    private readonly ConcurrentDictionary<PersonId, Connection[]> watchers = new();
    private readonly ConcurrentDictionary<PersonId, DateTimeOffset> lastSeen = new();

    public DateTimeOffset? LastSeen(PersonId person) => lastSeen.TryGetValue(person, out var at) ? at : null;

    /// <summary>Watches these too. False when it would be more than <see cref="MostWatched"/>: then nothing changes.</summary>
    public bool TryWatch(Connection watcher, IReadOnlyCollection<PersonId> people)
    {
        lock (watcher)
        {
            var watched = watcher.Watched ??= [];
            var fresh = people.Where(person => !watched.Contains(person)).ToHashSet();
            if (watched.Count + fresh.Count > MostWatched)
                return false;
            foreach (var person in fresh)
            {
                watched.Add(person);
                watchers.AddOrUpdate(person, static (_, one) => [one], static (_, all, one) => [.. all, one], watcher);
            }
            return true;
        }
    }

    /// <summary>Watches these no longer; nobody at all when none are named.</summary>
    public void Unwatch(Connection watcher, IReadOnlyCollection<PersonId>? people = null)
    {
        lock (watcher)
        {
            foreach (var person in (people ?? watcher.Watched?.ToArray() ?? []).Where(person => watcher.Watched?.Remove(person) == true))
                Remove(person, watcher);
        }
    }

    /// <summary>The watchers, or the sockets of one of them, are told that the person is gone and hear no more of it.</summary>
    internal void Hide(PersonId person, PersonId? from)
    {
        if (!watchers.TryGetValue(person, out var all))
            return;
        var gone = new PresenceChanged(person, PresenceStatus.Offline, null);
        foreach (var watcher in all.Where(watcher => watcher.Listener.PersonId != person && (from is null || watcher.Listener.PersonId == from)))
        {
            Unwatch(watcher, [person]);
            if (watcher.Codec.Encode(gone) is { } frame)
                watcher.SendFleeting(frame);
        }
    }

    internal void Left(PersonId person) => lastSeen[person] = clock.Now();

    /// <summary>What has not been stored yet; the caller stores it.</summary>
    internal IReadOnlyCollection<(PersonId, DateTimeOffset)> TakeLastSeen(int most)
    {
        var taken = new List<(PersonId, DateTimeOffset)>();
        foreach (var entry in lastSeen)
            if (taken.Count < most && lastSeen.TryRemove(entry))
                taken.Add((entry.Key, entry.Value));
        return taken;
    }

    internal void TellWatchers(PresenceChanged happened)
    {
        if (!watchers.TryGetValue(happened.PersonId, out var all))
            return;
        foreach (var watcher in all)
            if (watcher.Codec.Encode(happened) is { } frame)
                watcher.SendFleeting(frame);
    }

    private void Remove(PersonId person, Connection watcher)
    {
        while (watchers.TryGetValue(person, out var all))
        {
            Connection[] rest = [.. all.Where(one => one != watcher)];
            if (rest.Length == 0 ? watchers.TryRemove(new KeyValuePair<PersonId, Connection[]>(person, all)) : watchers.TryUpdate(person, rest, all))
                return;
        }
    }
}
