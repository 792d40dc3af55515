using System.Net;
using Haggle.Bench.Load.Targets;

namespace Haggle.Bench.Load.Wire;

/// <summary>Opens many sockets at once.</summary>
internal static class Sockets
{
    // Linux lends some 28,000 ports to one source address; the whole of 127/8 is this machine.
    private const int PerAddress = 20_000, Parallelism = 8;

    public static WebSocketClient[] Open(IPEndPoint server, IReadOnlyList<Seat> seats)
    {
        var sockets = new WebSocketClient[seats.Count];
        Parallel.For(0, seats.Count, new ParallelOptions { MaxDegreeOfParallelism = Parallelism }, i =>
        {
            var address = i < PerAddress ? null : new IPAddress(new byte[] { 127, 0, 0, (byte)(1 + i / PerAddress) });
            var node = seats[i].Port == 0 ? server : new IPEndPoint(server.Address, seats[i].Port);
            sockets[i] = WebSocketClient.Open(node, seats[i].Path, address);
        });
        return sockets;
    }
}
