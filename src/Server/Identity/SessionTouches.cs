using System.Collections.Concurrent;
using Haggle.Core.People;

namespace Haggle.Server.Identity;

/// <summary>Sessions that were used and whose "last seen" is to be stored, many at once and seldom.</summary>
internal sealed class SessionTouches
{
    /// <summary>More than so many wait for their next use.</summary>
    private const int Most = 50_000;

    /// <summary>"Last seen" may lag so far behind.</summary>
    private static readonly TimeSpan Precision = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<SessionId, DateTimeOffset> used = new();

    public void Note(Session session, DateTimeOffset now)
    {
        if (now - session.LastSeenAt >= Precision && used.Count < Most)
            used[session.Id] = now;
    }

    public IReadOnlyCollection<(SessionId Session, DateTimeOffset At)> Take(int most)
    {
        var taken = new List<(SessionId, DateTimeOffset)>();
        foreach (var entry in used)
            if (taken.Count < most && used.TryRemove(entry))
                taken.Add((entry.Key, entry.Value));
        return taken;
    }
}
