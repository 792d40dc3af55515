using Haggle.Core.People;
using Haggle.Core.Text;

namespace Haggle.Core.Messages;

/// <summary>Takes the caller's own emoji off a message, in a closed chat too.</summary>
public sealed class Unreact(IMessages messages, IDelivery delivery, TimeProvider clock)
{
    /// <returns>Done, also when it was not there; <see cref="RefusalKind.Invalid"/> <c>emoji</c>; <see cref="RefusalKind.NotFound"/> <c>message</c>.</returns>
    public async ValueTask<Result<MessageChanged>> RunAsync(Person caller, MessageId id, string emoji, CancellationToken cancellation)
        => Emoji.IsOne(emoji)
            ? await messages.ChangeAsync(delivery, id, caller.Id, desk => Rule(desk, caller.Id, emoji), clock.Now(), cancellation)
            : Refusal.Invalid("emoji", "Exactly one emoji");

    internal static Result<MessageChange> Rule(MessageDesk desk, PersonId caller, string emoji)
        => desk.RequireSight().Then<MessageChange>(_ =>
            desk.Message.Reactions.Any(reaction => reaction.Emoji == emoji && reaction.People.Contains(caller)) ? new MessageChange.Unreacted(emoji) : new MessageChange.None());
}
