using Haggle.Core.Chats;
using Haggle.Core.Limits;
using Haggle.Core.People;

namespace Haggle.Core.Messages;

/// <summary>Stores one message and tells the chat's members.</summary>
/// <remarks>
/// Safe to retry: a repeated <see cref="Draft.ClientMessageId"/> of one sender in one chat returns the stored message and tells nobody twice.
/// The log continues its callers one after the other on its own thread, so that chats hear in order: whoever has more to do afterwards
/// than to queue an answer goes elsewhere first.
/// </remarks>
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
        if (rates.TakeMessage(sender, draft.IsVouchedFor) is { } tooFast)
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
        using var announcer = delivery.Begin();
        var appended = await log.AppendAsync(new Posting(author, draft, clock.Now()), cancellation);
        if (appended.TryGet(out var stored, out _) && stored.IsNew) // after the commit, never inside it: a listener must not be able to undo a stored message
            announcer.Announce(new MessageSent(stored.Message));
        return appended;
    }
}
