using System.Net.Sockets;
using Haggle.Server.Settings;

namespace Haggle.Server.Commands.Checks;

/// <summary>Whether we could listen.</summary>
internal static class PortCheck
{
    private const string Subject = "port";

    public static Finding Look(ServerSettings settings)
    {
        if (settings.Port == 0)
            return Finding.Well(Subject, "A free one will be picked.");
        var place = $"{settings.Bind}:{settings.Port}";
        using var listener = new TcpListener(settings.Bind, settings.Port);
        try
        {
            listener.Start();
            return Finding.Well(Subject, $"{place} is free.");
        }
        catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return Finding.Doubtful(Subject, $"Somebody listens on {place} already.", "if that is the server itself, all is well; else set PORT to another.");
        }
        catch (SocketException refused)
        {
            return Finding.Wrong(Subject, $"We may not listen on {place}: {refused.Message}.", "set HAGGLE_BIND to an address of this machine and PORT to 1024 or more.");
        }
    }
}
