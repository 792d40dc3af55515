using Haggle.Core;
using Haggle.Core.Idempotency;

namespace Haggle.Server.Hosting;

/// <summary>Throws away what has had its time: answers kept for repeats, and used tickets.</summary>
internal sealed partial class Housekeeping(IAnswers answers, TimeProvider clock, ILogger<Housekeeping> log) : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromHours(1);

    /// <summary>As long as the contract promises that a repeated request gets its first answer.</summary>
    private static readonly TimeSpan AnswersKept = TimeSpan.FromHours(24);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hours = new PeriodicTimer(Round, clock);
        do
            await CleanAsync(stoppingToken);
        while (await hours.WaitForNextTickAsync(stoppingToken));
    }

    internal async Task CleanAsync(CancellationToken cancellation)
    {
        try
        {
            await answers.ForgetAsync(clock.Now() - AnswersKept, cancellation);
        }
        catch (StorageUnavailableException outage)
        {
            CleaningWaits(log, outage);
        }
    }

    [LoggerMessage(LogLevel.Warning, "What is outdated stays for now: the store is away")]
    private static partial void CleaningWaits(ILogger log, Exception outage);
}
