using Haggle.Integrations.RabbitMq;
using Haggle.Server.Settings;

namespace Haggle.Server.Commands.Checks;

/// <summary>Whether the broker lets us in. Without it the server runs, but events wait.</summary>
internal static class BrokerCheck
{
    private const string Subject = "broker";

    public static async Task<Finding?> LookAsync(ServerSettings settings, CancellationToken cancellation)
    {
        if (settings.Broker is not { } address)
            return null;
        return await BrokerProbe.LookAsync(address, cancellation) is { } problem
            ? Finding.Doubtful(Subject, $"{address} cannot be used: {problem}; events wait until it can.", "see that it runs, and that RABBITMQ_URL names it, its user, its password and its virtual host.")
            : Finding.Well(Subject, $"{address} lets us in.");
    }
}
