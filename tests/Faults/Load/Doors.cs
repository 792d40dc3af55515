using Haggle.Testing;

namespace Haggle.Faults.Load;

/// <summary>The servers that a crowd may go to.</summary>
internal sealed class Doors(IEnumerable<Uri> servers, Random random) : IDisposable
{
    private readonly List<Door> doors = [.. servers.Select(server => new Door(server, new NativeApi(server)))];
    private readonly HashSet<Uri> shut = [];

    public Door Any()
    {
        lock (random)
        {
            var open = doors.FindAll(door => !shut.Contains(door.Address));
            return open[random.Next(open.Count)];
        }
    }

    /// <summary>As a load balancer does: nobody goes there any more.</summary>
    public void Shut(Uri server)
    {
        lock (random)
            shut.Add(server);
    }

    public void Reopen(Uri server)
    {
        lock (random)
            shut.Remove(server);
    }

    public void Dispose() => doors.ForEach(door => door.Api.Dispose());
}

/// <param name="Address">Without a path.</param>
/// <param name="Api">Its REST.</param>
internal sealed record Door(Uri Address, NativeApi Api);
