using System.Collections.Concurrent;

namespace Haggle.Bench.Floor;

/// <summary>Who listens to which chat. The list is copied on change, so that a broadcast walks it without a lock.</summary>
internal sealed class Rooms
{
    private readonly ConcurrentDictionary<long, Connection[]> rooms = new();

    public void Enter(Connection connection)
        => rooms.AddOrUpdate(connection.Chat, static (_, joined) => [joined], static (_, room, joined) => [.. room, joined], connection);

    public void Leave(Connection connection)
        => rooms.AddOrUpdate(connection.Chat, static (_, _) => [], static (_, room, left) => [.. room.Where(other => other != left)], connection);

    public void Broadcast(long chat, byte[] frame)
    {
        if (!rooms.TryGetValue(chat, out var room))
            return;
        foreach (var connection in room)
            connection.Send(frame);
    }
}
