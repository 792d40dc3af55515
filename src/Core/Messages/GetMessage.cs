using Haggle.Core.People;

namespace Haggle.Core.Messages;

/// <summary>One message of one of the caller's chats.</summary>
public sealed class GetMessage(IMessages messages)
{
    /// <returns>The message, a tombstone too; <see cref="RefusalKind.NotFound"/> <c>message</c>.</returns>
    public ValueTask<Result<Message>> RunAsync(Person caller, MessageId id, CancellationToken cancellation) => RunAsync(caller.Id, id, cancellation);

    /// <inheritdoc cref="RunAsync(Person, MessageId, CancellationToken)"/>
    public async ValueTask<Result<Message>> RunAsync(PersonId caller, MessageId id, CancellationToken cancellation)
        => await messages.FindAsync(id, caller, cancellation) is { } message ? message : MessageRights.NoSuchMessage;
}
