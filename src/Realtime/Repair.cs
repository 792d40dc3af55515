using Haggle.Core.Chats;
using Microsoft.Extensions.Hosting;

namespace Haggle.Realtime;

/// <summary>Tells what was stored while nobody knew whether it was: the database went away between a commit and its answer.</summary>
/// <remarks>Chats at work here are looked at again, which waits until the store is back. A chat that was quiet for long shows a jump of its revision with its next event.</remarks>
public sealed class Repair(Hub hub, IAudiences audiences, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>What was under way when its answer was given up may still take effect; then it is over.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(10);

    private long known;
    private long? again;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await LookAsync(stoppingToken);
    }

    /// <summary>Once at once, and once more when the last doubt is <see cref="Late"/> ago.</summary>
    internal async Task LookAsync(CancellationToken cancellation)
    {
        var doubts = audiences.Doubts;
        if (doubts != known)
        {
            known = doubts;
            again = clock.GetTimestamp();
            await hub.ReconsiderAllAsync(cancellation); // waits until the store is back
        }
        else if (again is { } since && clock.GetElapsedTime(since) > Late)
        {
            again = null;
            await hub.ReconsiderAllAsync(cancellation);
        }
    }
}
