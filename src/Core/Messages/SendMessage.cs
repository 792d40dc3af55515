using Haggle.Core.Chats;
using Haggle.Core.Limits;
using Haggle.Core.People;

namespace Haggle.Core.Messages;

/// <summary>Stores one message and tells the chat's members.</summary>
/// <remarks>Safe to retry: a repeated <see cref="Draft.ClientMessageId"/> of one sender in one chat returns the stored message and tells nobody twice.</remarks>
public sealed class SendMessage(IMessageLog log, IDelivery delivery, MessageLimits limits, IRateLimits rates, TimeProvider clock)
{
    /// <returns>
    /// The message, once durable; or <see cref="RefusalKind.Invalid"/> with the field, <see cref="RefusalKind.TooFast"/>,
    /// and all that <see cref="IMessageLog.AppendAsync"/> refuses.
    /// </returns>
    public ValueTask<Result<Appended>> RunAsync(Person sender, Draft draft, CancellationToken cancellation)
    {
        if (!draft.Type.MayBeSaid())
            return ValueTask.FromResult<Result<Appended>>(Refusal.Invalid("type", "Not a type that is sent by itself"));
        if (limits.Check(draft) is { } wrong)
            return ValueTask.FromResult<Result<Appended>>(wrong);
        if (rates.TakeMessage(sender) is { } tooFast)
            return ValueTask.FromResult<Result<Appended>>(tooFast);
        return AppendAsync(sender.Id, draft, cancellation);
    }

    /// <summary>As the server itself: no membership is asked for, no rate applies, every type may be said.</summary>
    public ValueTask<Result<Appended>> RunAsSystemAsync(Draft draft, CancellationToken cancellation)
        => limits.Check(draft) is { } wrong
            ? ValueTask.FromResult<Result<Appended>>(wrong)
            : AppendAsync(null, draft, cancellation);

    private async ValueTask<Result<Appended>> AppendAsync(PersonId? author, Draft draft, CancellationToken cancellation)
    {
        // The log checks membership inside its transaction: a member could be removed between a look-up here and the insert.
        Result<Appended> appended;
        using (var announcer = delivery.Begin())
        {
            appended = await log.AppendAsync(new Posting(author, draft, clock.Now()), cancellation);
            if (appended.TryGet(out var stored, out _) && stored.IsNew) // after the commit, never inside it: a listener must not be able to undo a stored message
                announcer.Announce(new MessageSent(stored.Message));
        }
        await Task.Yield(); // up to here on the log's own thread, so that chats hear in order; what the caller does next must not hold it up
        return appended;
    }
}
