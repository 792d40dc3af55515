using System.Net.Sockets;
using Haggle.Dialects.Lais;
using Haggle.Server.Pages;
using Haggle.Server.Settings;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Haggle.Server.Hosting;

/// <summary>A port of one door: what is asked there is asked under the door's prefix, so that its routes are mapped once.</summary>
/// <param name="Name">Of the door, for people.</param>
/// <param name="Port">0 picks a free one.</param>
/// <param name="Prefix">Such as <c>/lais</c>.</param>
internal sealed record OwnPort(string Name, int Port, string Prefix);

/// <summary>The doors whose clients expect them at the root of a port.</summary>
internal static class OwnPorts
{
    /// <param name="settings">What the operator wants.</param>
    /// <param name="doubts">One line for each port that nobody asked for and that is taken.</param>
    /// <exception cref="WrongSettingException">A port is asked for twice.</exception>
    public static IReadOnlyList<OwnPort> Of(ServerSettings settings, out IReadOnlyList<string> doubts)
    {
        var (ports, lines) = (new List<OwnPort>(), new List<string>());
        Add(Doors.Lais, "Lais", SettingCatalog.LaisPort, settings.LaisPort, Doors.LaisPrefix);
        Add(Doors.GameTrade, "GameTrade", SettingCatalog.GameTradePort, settings.GameTradePort, Doors.GameTradePrefix);
        doubts = lines;
        return ports;

        void Add(string door, string name, Setting setting, DoorPort wanted, string prefix)
        {
            if (!settings.Dialects.Contains(door) || wanted.Number is not { } port)
                return;
            var isTwice = port != 0 && (port == settings.Port || ports.Any(other => other.Port == port));
            if (isTwice && wanted.IsAskedFor)
                throw new WrongSettingException(setting, port == settings.Port ? "the same as PORT." : "the same as another door's.");
            if (wanted.IsAskedFor || (!isTwice && IsFree(settings, port)))
                ports.Add(new OwnPort(name, port, prefix));
            else
                lines.Add($"Port {port} is taken: {name} is served under {prefix} only; {setting.Name} names another port, or off");
        }
    }

    public static void ListenFor(this KestrelServerOptions kestrel, ServerSettings settings, IReadOnlyList<OwnPort> ports)
    {
        foreach (var own in ports)
            kestrel.Listen(settings.Bind, own.Port, listener => listener.Use(next => connection =>
            {
                connection.Features.Set(own);
                return next(connection);
            }));
    }

    /// <summary>Before everything that looks at the path.</summary>
    public static void UseOwnPorts(this WebApplication app) => app.Use(static (http, next) =>
    {
        if (http.Features.Get<OwnPort>() is { } own && !ApiPage.IsPart(http.Request.Path))
            http.Request.Path = own.Prefix + http.Request.Path;
        return next(http);
    });

    private static bool IsFree(ServerSettings settings, int port)
    {
        try
        {
            using var listener = new TcpListener(settings.Bind, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
