using Haggle.Core.Chats;
using Haggle.Core.Moderation;
using Haggle.Core.People;
using Haggle.Core.Text;

namespace Haggle.Core.Messages;

/// <summary>Puts an emoji of the caller on a message.</summary>
/// <remarks>Safe to retry: the same emoji of the same person is there once.</remarks>
public sealed class React(IMessages messages, Blockade blockade, IDelivery delivery, MessageLimits limits, TimeProvider clock)
{
    /// <param name="emoji">Exactly one; see <see cref="Emoji.IsOne"/>.</param>
    /// <returns>
    /// <see cref="RefusalKind.Invalid"/> <c>emoji</c>; <see cref="RefusalKind.NotFound"/> <c>message</c>; <see cref="RefusalKind.Forbidden"/> <c>read_only</c>,
    /// <c>blocked</c>; <see cref="RefusalKind.Conflict"/> <c>chat_closed</c>, <c>reaction_limit</c>, <c>message</c> when it is deleted.
    /// </returns>
    public async ValueTask<Result<MessageChanged>> RunAsync(Person caller, MessageId id, string emoji, CancellationToken cancellation)
    {
        if (!Emoji.IsOne(emoji))
            return Refusal.Invalid("emoji", "Exactly one emoji");
        if (await blockade.AgainstAsync(caller.Id, id, cancellation) is { } blocked)
            return blocked;
        return await messages.ChangeAsync(delivery, id, caller.Id, desk => Rule(desk, caller.Id, emoji, limits), clock.Now(), cancellation);
    }

    internal static Result<MessageChange> Rule(MessageDesk desk, PersonId caller, string emoji, MessageLimits limits)
    {
        if (!desk.RequireSight().TryGet(out var my, out var refusal))
            return refusal;
        if (MessageRights.MayNotSpeak(desk.Chat, my, Permission.React) is { } silenced)
            return silenced;
        if (desk.Message.IsDeleted)
            return Refusal.Conflict("message", "It was deleted");
        var there = desk.Message.Reactions.FirstOrDefault(reaction => reaction.Emoji == emoji);
        if (there is null && desk.Message.Reactions.Count >= limits.ReactionKinds)
            return Refusal.Conflict("reaction_limit", $"At most {limits.ReactionKinds} kinds of emoji on a message");
        return MessageRights.Decide(there?.People.Contains(caller) == true ? new MessageChange.None() : new MessageChange.Reacted(emoji));
    }
}
