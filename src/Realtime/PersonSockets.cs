using Haggle.Core.Presence;

namespace Haggle.Realtime;

/// <summary>The sockets of one person on this node, oldest first. Changed by copy, so that delivery reads it without a lock.</summary>
internal sealed class PersonSockets
{
    /// <summary>So many sockets a person may have here for all chats, and for each single one; one more closes the oldest of them. Wires may promise more.</summary>
    public const int Most = 20;

    private readonly Lock gate = new();
    private volatile Connection[] all = [];
    private bool isRetired;

    public Connection[] All => all;

    public PresenceStatus Status
    {
        get
        {
            var best = PresenceStatus.Offline;
            foreach (var connection in all)
                if (connection.Status > best)
                    best = connection.Status;
            return best;
        }
    }

    /// <summary>False when this entry has been given up and the caller must look again.</summary>
    public bool TryAdd(Connection connection, out Connection? oldest, out bool isFirst)
    {
        lock (gate)
        {
            bool IsAlike(Connection one) => !one.IsClosing && one.Home == connection.Home && one.MostAlike == connection.MostAlike; // wires count for themselves
            oldest = all.Count(IsAlike) >= connection.MostAlike ? all.First(IsAlike) : null;
            isFirst = all.Length == 0;
            if (isRetired)
                return false;
            all = [.. all, connection];
            return true;
        }
    }

    /// <summary>True when it was the last: the entry is then given up.</summary>
    public bool Remove(Connection connection)
    {
        lock (gate)
        {
            all = [.. all.Where(one => one != connection)];
            isRetired = all.Length == 0;
            return isRetired;
        }
    }
}
