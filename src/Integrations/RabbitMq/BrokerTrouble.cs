using System.Net.Sockets;
using System.Security.Authentication;
using RabbitMQ.Client.Exceptions;

namespace Haggle.Integrations.RabbitMq;

/// <summary>What the library throws when the broker is away or does not want us, and how we say it.</summary>
internal static class BrokerTrouble
{
    public static bool Is(Exception failure, CancellationToken cancellation) => failure switch
    {
        OperationCanceledException => !cancellation.IsCancellationRequested, // a time limit of the library's own
        RabbitMQClientException or IOException or SocketException or TimeoutException or AuthenticationException => true,
        ObjectDisposedException => true, // of a connection that has just ended
        _ => false,
    };

    /// <summary>Without anything that the address or an event may hold.</summary>
    public static string Reason(Exception failure) => Innermost(failure) switch
    {
        AuthenticationFailureException or PossibleAuthenticationFailureException => "it refuses the user or the password",
        AuthenticationException => "its certificate is not trusted",
        OperationInterruptedException { ShutdownReason: { } shutdown } => $"it answers with code {shutdown.ReplyCode}",
        SocketException socket => $"no connection ({socket.SocketErrorCode})",
        TimeoutException or OperationCanceledException => "no answer in time",
        var other => other.GetType().Name,
    };

    // The one that tells most lies deepest, but for an operation that was interrupted, which wraps what the connection broke from.
    private static Exception Innermost(Exception failure)
    {
        while (failure is not (OperationInterruptedException or AuthenticationFailureException) && failure.InnerException is { } inner)
            failure = inner;
        return failure;
    }
}
