using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Haggle.Testing;

/// <summary>Loopback ports that nobody listens on, from 10000 to 19999: below those that outgoing connections and private services take.</summary>
public static class FreePort
{
    /// <summary>Those that this process has found: whoever wanted one may not listen on it yet.</summary>
    private static readonly ConcurrentDictionary<int, bool> Given = new();

    public static int Find()
    {
        for (var attempt = 0; attempt < 200; attempt++)
        {
            var port = Random.Shared.Next(10_000, 20_000);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                if (Given.TryAdd(port, true))
                    return port;
            }
            catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
            }
        }

        throw new InvalidOperationException("No free loopback port from 10000 to 19999.");
    }
}
