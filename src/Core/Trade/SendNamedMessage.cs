using Haggle.Core.Messages;
using Haggle.Core.People;

namespace Haggle.Core.Trade;

/// <summary>Sends a message whose name its author's client chose, and which no other message anywhere may have.</summary>
/// <remarks>The name is the message's client id too, so a repeat is the same message. See docs/decisions/0008-a-name-is-a-client-id.md.</remarks>
public sealed class SendNamedMessage(SendMessage send, IPairs pairs)
{
    private static readonly Refusal Taken = Refusal.Conflict("name", "Another message has this id");

    /// <returns>As of <see cref="SendMessage"/>; <see cref="RefusalKind.Conflict"/> <c>name</c> when it is the name of something else that was said.</returns>
    public async ValueTask<Result<Appended>> RunAsync(Person sender, Draft draft, CancellationToken cancellation)
    {
        if (draft.ClientMessageId is null)
            throw new ArgumentException("A message without a name is sent by SendMessage.", nameof(draft));
        var outcome = await send.RunAsync(sender, draft with { IsNamed = true }, cancellation);
        // The same words: what has been edited since is something else.
        return outcome.TryGet(out var sent, out _) && !sent.IsNew && sent.Message.Content != draft.Content ? Taken : outcome;
    }

    /// <summary>For what has probably been said already, over another channel: it looks first, which costs less than a repeat and nothing of the sender's allowance.</summary>
    /// <returns>Null: it is stored. Else as of <see cref="RunAsync"/>.</returns>
    public async ValueTask<Refusal?> RunCopyAsync(Person sender, Draft draft, CancellationToken cancellation)
    {
        if (draft.ClientMessageId is { } name && await pairs.FindMessageAsync(name, cancellation) is { } known)
            return known.ChatId == draft.ChatId && known.AuthorId == sender.Id && known.Content == draft.Content ? null : Taken;
        return (await RunAsync(sender, draft, cancellation)).Refusal;
    }
}
