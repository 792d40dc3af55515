using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;

namespace Haggle.Core.Moderation;

/// <summary>Whether a block keeps somebody from reaching the others of a chat. Groups are unaffected by blocks.</summary>
/// <remarks>The log asks this of new messages by itself; this is for the other ways to put words before somebody: edits and reactions.</remarks>
public sealed class Blockade(IMessages messages, IChats chats, IBlocks blocks)
{
    /// <returns><see cref="RefusalKind.Forbidden"/> <c>blocked</c>, or null; null also when there is no such message, which is for others to say.</returns>
    public async ValueTask<Refusal?> AgainstAsync(PersonId person, MessageId message, CancellationToken cancellation)
    {
        if (await messages.FindAsync(message, person, cancellation) is not { } found
            || await chats.AudienceAsync(found.ChatId, cancellation) is not { Kind: ChatKind.Direct or ChatKind.Listing } audience)
            return null;
        foreach (var other in audience.Members)
            if (other != person && await blocks.ExistsAsync(other, person, cancellation))
                return Refusal.Forbidden("blocked");
        return null;
    }
}
