using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;
using Haggle.Dialects.Windi.Shapes;

namespace Haggle.Dialects.Windi.Endpoints;

/// <summary>What REST and the socket do alike with a message.</summary>
internal static class Drafts
{
    /// <returns>What is to be sent; <see cref="RefusalKind.Invalid"/> with this wire's name of the field.</returns>
    public static Result<Draft> ToDraft(this SendJson wanted)
    {
        if (wanted.ChatId is not { } chat)
            return Refusal.Invalid("chat_id", "Field required");
        if (wanted.Text is not { } text)
            return Refusal.Invalid("text", "Field required");
        if (wanted.ClientMessageId?.Length > WindiOptions.ClientMessageIdCharacters)
            return Refusal.Invalid("client_message_id", $"At most {WindiOptions.ClientMessageIdCharacters} characters");
        return new Draft(new ChatId(chat), text) { ClientMessageId = wanted.ClientMessageId is { Length: > 0 } id ? id : null };
    }

    /// <summary>Whether anybody has read a message that was sent before.</summary>
    public static async ValueTask<bool> HasBeenReadAsync(this SliceMessages slices, Person viewer, Message message, CancellationToken cancellation)
        => (await slices.RunAsync(viewer, message.ChatId, new MessageSlice(0, 1), cancellation)).TryGet(out var slice, out _) && slice.Marks.HasRead(message);
}
