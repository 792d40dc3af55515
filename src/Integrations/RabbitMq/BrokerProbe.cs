namespace Haggle.Integrations.RabbitMq;

/// <summary>Whether the broker lets us in.</summary>
public static class BrokerProbe
{
    /// <returns>Null when it does; else why not, in words that hold no secret.</returns>
    public static async Task<string?> LookAsync(BrokerAddress address, CancellationToken cancellation)
    {
        try
        {
            await using var connection = await address.ToFactory().CreateConnectionAsync(cancellation);
            await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellation);
            return null;
        }
        catch (Exception failure) when (BrokerTrouble.Is(failure, cancellation))
        {
            return BrokerTrouble.Reason(failure);
        }
    }
}
