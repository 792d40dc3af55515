using Haggle.Core;

namespace Haggle.Integrations.RabbitMq;

/// <summary>Why an event is passed over, in words that repeat nothing of it.</summary>
internal static class Refusals
{
    public const string NotUnderstood = "its content is not what it should be";

    /// <exception cref="StorageUnavailableException">It may go well later.</exception>
    public static string ToReason(this Refusal refusal) => refusal.Kind switch
    {
        RefusalKind.Busy or RefusalKind.TooFast => throw new StorageUnavailableException("The store is busy."),
        RefusalKind.Stale => "younger news came before it",
        RefusalKind.Conflict => $"{refusal.Subject}: {refusal.Detail}",
        RefusalKind.Unauthenticated or RefusalKind.Forbidden or RefusalKind.NotFound or RefusalKind.Invalid or RefusalKind.TooLarge => $"{refusal.Subject}: {refusal.Kind}",
    };
}
