using System.Diagnostics;
using OpenTelemetry;

namespace Haggle.Server.Telemetry;

/// <summary>Takes out of a span whatever somebody else has said: addresses with their queries, which may hold a token, names of programs, hosts.</summary>
/// <remarks>What may stay is listed, not what may not: a newer framework may say more.</remarks>
internal sealed class Discretion : BaseProcessor<Activity>
{
    private static readonly HashSet<string> Kept =
        ["http.request.method", "http.route", "http.response.status_code", "url.scheme", "network.protocol.version", "error.type"];

    /// <summary>A socket is no request: its span would last for days.</summary>
    public override void OnStart(Activity data)
    {
        if (data.GetTagItem("url.path") is string path && path.Split('/').Contains("ws"))
            Leave(data);
    }

    public override void OnEnd(Activity data)
    {
        foreach (var (name, _) in data.TagObjects.ToList())
            if (!Kept.Contains(name))
                data.SetTag(name, null);
        data.TraceStateString = null; // the caller's
    }

    private static void Leave(Activity span)
    {
        span.IsAllDataRequested = false;
        span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
    }
}
