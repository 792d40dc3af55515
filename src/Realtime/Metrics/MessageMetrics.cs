using System.Diagnostics.Metrics;
using Haggle.Core;
using Haggle.Core.Messages;

namespace Haggle.Realtime.Metrics;

/// <summary>What came of the messages that clients sent, for each door.</summary>
public static class MessageMetrics
{
    private const string Accepted = "accepted", Repeated = "repeated";

    private static readonly Counter<long> Messages = HaggleMeter.Counter(
        "haggle_messages_total", "Messages that clients sent, by what came of them: accepted, repeated, or the kind of the refusal.");

    public static void Prime(string door)
    {
        foreach (var outcome in (string[])[Accepted, Repeated, .. Enum.GetValues<RefusalKind>().Select(WordOf)])
            Messages.Add(0, HaggleMeter.Label("door", door), HaggleMeter.Label("outcome", outcome));
    }

    /// <summary>Counts the outcome, and hands it on.</summary>
    public static Result<Appended> CountedAt(this Result<Appended> sent, string door)
    {
        Count(door, sent.TryGet(out var appended, out var refusal) ? appended.IsNew ? Accepted : Repeated : WordOf(refusal.Kind));
        return sent;
    }

    /// <summary>For what comes over two channels, and has mostly been stored when it is looked at.</summary>
    public static Refusal? CopyCountedAt(this Refusal? refusal, string door)
    {
        Count(door, refusal is null ? Repeated : WordOf(refusal.Kind));
        return refusal;
    }

    private static void Count(string door, string outcome) => Messages.Add(1, HaggleMeter.Label("door", door), HaggleMeter.Label("outcome", outcome));

    private static string WordOf(RefusalKind kind) => kind switch
    {
        RefusalKind.Unauthenticated => "unauthenticated",
        RefusalKind.Forbidden => "forbidden",
        RefusalKind.NotFound => "not_found",
        RefusalKind.Conflict => "conflict",
        RefusalKind.Stale => "stale",
        RefusalKind.Invalid => "invalid",
        RefusalKind.TooLarge => "too_large",
        RefusalKind.TooFast => "too_fast",
        RefusalKind.Busy => "busy",
    };
}
