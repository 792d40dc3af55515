using Haggle.Core.People;

namespace Haggle.Core.Messages;

/// <summary>What a message said before.</summary>
public sealed class ListEdits(IMessages messages)
{
    /// <returns>Oldest first, nothing for a deleted message; <see cref="RefusalKind.NotFound"/> <c>message</c>.</returns>
    public async ValueTask<Result<IReadOnlyList<Edit>>> RunAsync(Person caller, MessageId id, CancellationToken cancellation)
    {
        if (await messages.FindAsync(id, caller.Id, cancellation) is not { } message)
            return MessageRights.NoSuchMessage;
        // Who deletes a message does not want its earlier words to stay on show; they are kept for disputes only.
        return Result<IReadOnlyList<Edit>>.Of(message.IsDeleted ? [] : await messages.EditsAsync(id, cancellation));
    }
}
