using Haggle.Core.People;

namespace Haggle.Core.Messages;

/// <summary>Who reacted to a message with what.</summary>
public sealed class ListReactions(IMessages messages)
{
    /// <returns>In order of time; <see cref="RefusalKind.NotFound"/> <c>message</c>.</returns>
    public async ValueTask<Result<IReadOnlyList<Reaction>>> RunAsync(Person caller, MessageId id, CancellationToken cancellation)
        => await messages.FindAsync(id, caller.Id, cancellation) is null
            ? MessageRights.NoSuchMessage
            : Result<IReadOnlyList<Reaction>>.Of(await messages.ReactionsAsync(id, cancellation));
}
