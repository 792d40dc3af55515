using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace Haggle.Integrations.RabbitMq;

/// <summary>Keeps one connection to the broker, and comes back to it as often as it breaks. Says once when it goes and once when it is there.</summary>
internal sealed partial class Broker(BrokerAddress address, TimeProvider clock, ILogger<Broker> log) : BackgroundService
{
    /// <summary>A connection that breaks sooner counts as another failure: whoever throws us out at once is not asked four times a second.</summary>
    private static readonly TimeSpan Steady = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(1);

    private readonly ConnectionFactory factory = address.ToFactory();
    private volatile TaskCompletionSource<IConnection> connected = Promise();

    /// <summary>The connection, once there is one. It may break at any time: then ask again.</summary>
    public Task<IConnection> ConnectionAsync(CancellationToken cancellation) => connected.Task.WaitAsync(cancellation);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var backoff = new Backoff(clock);
        var isAway = false; // said once, however often we knock
        while (true)
        {
            try
            {
                await using var connection = await factory.CreateConnectionAsync(stoppingToken);
                var since = clock.GetTimestamp();
                Here(log, address);
                Away(log, address, await ServeAsync(connection, stoppingToken));
                isAway = true;
                if (clock.GetElapsedTime(since) > Steady)
                    backoff.Reset();
            }
            catch (Exception failure) when (BrokerTrouble.Is(failure, stoppingToken))
            {
                if (!isAway)
                    Away(log, address, BrokerTrouble.Reason(failure));
                isAway = true;
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                Failed(log, failure.GetType().Name); // the host would stop
                isAway = true;
            }
            await backoff.PauseAsync(stoppingToken);
        }
    }

    /// <returns>How the connection broke.</returns>
    private async Task<string> ServeAsync(IConnection connection, CancellationToken stoppingToken)
    {
        var broken = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        connection.ConnectionShutdownAsync += (_, shutdown) =>
        {
            broken.TrySetResult(shutdown.Initiator == ShutdownInitiator.Peer ? $"it closed the connection with code {shutdown.ReplyCode}" : "the connection broke");
            return Task.CompletedTask;
        };
        if (!connection.IsOpen)
            broken.TrySetResult("the connection broke"); // before we listened
        connected.SetResult(connection);
        try
        {
            return await broken.Task.WaitAsync(stoppingToken);
        }
        finally
        {
            connected = Promise();
            await connection.CloseAsync(Constants.ReplySuccess, "going away", Goodbye, abort: true, CancellationToken.None);
        }
    }

    private static TaskCompletionSource<IConnection> Promise() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [LoggerMessage(LogLevel.Information, "The broker at {Address} is there")]
    private static partial void Here(ILogger log, BrokerAddress address);

    [LoggerMessage(LogLevel.Error, "The connection to the broker failed with {Failure}")]
    private static partial void Failed(ILogger log, string failure);

    [LoggerMessage(LogLevel.Warning, "The broker at {Address} is away: {Reason}. Events wait, nothing else does")]
    private static partial void Away(ILogger log, BrokerAddress address, string reason);
}
