using System.Net;
using System.Net.Sockets;

namespace Haggle.Bench.Load.Targets;

internal static class FreePort
{
    /// <summary>Below the range from which the kernel takes the ports of the generator's own sockets.</summary>
    public static int Find()
    {
        while (true)
        {
            using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            var port = Random.Shared.Next(20_000, 30_000);
            try
            {
                probe.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException)
            {
                // Taken: another one.
            }
        }
    }
}
