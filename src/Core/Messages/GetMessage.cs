using Haggle.Core.People;

namespace Haggle.Core.Messages;

/// <summary>One message of one of the caller's chats.</summary>
public sealed class GetMessage(IMessages messages)
{
    /// <returns>The message, a tombstone too; <see cref="RefusalKind.NotFound"/> <c>message</c>.</returns>
    public async ValueTask<Result<Message>> RunAsync(Person caller, MessageId id, CancellationToken cancellation)
        => await messages.FindAsync(id, caller.Id, cancellation) is { } message ? message : MessageRights.NoSuchMessage;
}
