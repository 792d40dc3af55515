using Haggle.Core.Messages;
using Haggle.Core.People;

namespace Haggle.Core.Trade;

/// <summary>Sends a message whose name its author's client chose, and which no other message anywhere may have.</summary>
/// <remarks>
/// The name is the message's client id too, so a repeat is the same message. It is taken before the message is stored: should the message then be
/// refused, the name stays with this author and chat, and a retry is good.
/// </remarks>
public sealed class SendNamedMessage(SendMessage send, IPairs pairs)
{
    /// <returns>As of <see cref="SendMessage"/>; <see cref="RefusalKind.Conflict"/> <c>name</c> when it is the name of something else that was said.</returns>
    public async ValueTask<Result<Appended>> RunAsync(Person sender, Draft draft, CancellationToken cancellation)
    {
        if (draft.ClientMessageId is not { } name)
            throw new ArgumentException("A message without a name is sent by SendMessage.", nameof(draft));
        var outcome = await send.RunIfAsync(sender, draft, NotTakenAsync, cancellation);
        // The same words: what has been edited since is something else.
        return outcome.TryGet(out var sent, out _) && !sent.IsNew && sent.Message.Content != draft.Content ? Taken : outcome;

        async ValueTask<Refusal?> NotTakenAsync() => await pairs.ClaimAsync(name, draft.ChatId, sender.Id, cancellation) ? null : Taken;
    }

    private static readonly Refusal Taken = Refusal.Conflict("name", "Another message has this id");
}
