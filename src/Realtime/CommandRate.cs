using Haggle.Realtime.Metrics;

namespace Haggle.Realtime;

/// <summary>How often one socket may command: so many a second, with a burst of three times that. Used by one frame at a time.</summary>
/// <param name="perSecond">0 is no limit.</param>
public struct CommandRate(int perSecond)
{
    private const int BurstSeconds = 3;
    private const int MostRefused = 200;
    private const int RefusalWindow = 60_000;

    private long due; // the theoretical time of the next command, in microseconds: the generic cell rate algorithm
    private int refused;
    private long refusedSince;

    /// <summary>Null when the command may run; else after how many seconds one may again.</summary>
    public int? Refuse(long nowMilliseconds)
    {
        if (perSecond == 0)
            return null;
        var now = nowMilliseconds * 1000;
        var step = 1_000_000L / perSecond;
        var next = Math.Max(due, now) + step;
        if (next - now > BurstSeconds * 1_000_000L)
        {
            LimitMetrics.Refused("commands");
            return 1;
        }
        due = next;
        return null;
    }

    /// <summary>Counts a refusal. True when the socket has been refused so often in a minute that it is closed.</summary>
    public bool IsHopeless(long nowMilliseconds)
    {
        if (nowMilliseconds - refusedSince > RefusalWindow)
        {
            refusedSince = nowMilliseconds;
            refused = 0;
        }
        return ++refused >= MostRefused;
    }
}
