using System.Diagnostics.Metrics;
using Haggle.Realtime.Sockets;

namespace Haggle.Realtime.Metrics;

/// <summary>Sockets that open, close and are refused, for each wire.</summary>
public static class SocketMetrics
{
    private static readonly UpDownCounter<long> Open = HaggleMeter.Instance.CreateUpDownCounter<long>("haggle_sockets_open", null, "Sockets that are open now.");

    private static readonly Counter<long> Closes = HaggleMeter.Counter("haggle_sockets_closed_total", "Sockets that have closed, by the reason.");

    private static readonly Counter<long> Refusals = HaggleMeter.Counter("haggle_sockets_refused_total", "Sockets that were not let in, each with a line in the log.");

    /// <summary>Says nought, so that a wire is seen before anything happens on it.</summary>
    public static void Prime(string wire)
    {
        Open.Add(0, HaggleMeter.Label("wire", wire));
        Refusals.Add(0, HaggleMeter.Label("wire", wire));
        foreach (var reason in (string[])["client", "gone", WordOf(CloseCode.TryAgainLater)])
            Closes.Add(0, HaggleMeter.Label("wire", wire), HaggleMeter.Label("reason", reason));
    }

    public static void Refused(string wire) => Refusals.Add(1, HaggleMeter.Label("wire", wire));

    internal static void Opened(string wire) => Open.Add(1, HaggleMeter.Label("wire", wire));

    /// <param name="wire">Whose it was.</param>
    /// <param name="code">Null: the network went away, without a word.</param>
    internal static void Closed(string wire, CloseCode? code)
    {
        Open.Add(-1, HaggleMeter.Label("wire", wire));
        Closes.Add(1, HaggleMeter.Label("wire", wire), HaggleMeter.Label("reason", WordOf(code)));
    }

    /// <summary>The sentence for people is in the log; here a few words are enough.</summary>
    private static string WordOf(CloseCode? code) => code switch
    {
        null => "gone",
        CloseCode.Normal => "client",
        CloseCode.GoingAway or CloseCode.Restart => "restart",
        CloseCode.ProtocolError => "protocol_error",
        CloseCode.PolicyViolation => "policy",
        CloseCode.TooBig => "too_big",
        CloseCode.TryAgainLater => "too_slow",
        _ => "server_error",
    };
}
