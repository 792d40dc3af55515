using Haggle.Testing;

namespace Haggle.Faults.Load;

/// <summary>The servers that a crowd may go to.</summary>
internal sealed class Doors(IEnumerable<Uri> servers, Random random) : IDisposable
{
    private readonly List<Door> doors = [.. servers.Select(server => new Door(server, new NativeApi(server)))];

    public Door Any()
    {
        lock (random)
            return doors[random.Next(doors.Count)];
    }

    public void Dispose() => doors.ForEach(door => door.Api.Dispose());
}

/// <param name="Address">Without a path.</param>
/// <param name="Api">Its REST.</param>
internal sealed record Door(Uri Address, NativeApi Api);
