using Haggle.Core.Chats;
using Haggle.Core.People;

namespace Haggle.Core.Messages;

/// <summary>Says a message again in other chats of the caller, marked with where it came from.</summary>
public sealed class ForwardMessage(IMessages messages, IChats chats, SendMessage send, MessageLimits limits)
{
    /// <param name="targets">1 to 20 chats; a repeat counts once.</param>
    /// <returns>
    /// The new messages, of those chats that took it; when none did, the first refusal. <see cref="RefusalKind.Invalid"/> <c>chat_ids</c>;
    /// <see cref="RefusalKind.NotFound"/> <c>message</c> or <c>chat</c>; <see cref="RefusalKind.Conflict"/> <c>message</c> when it is deleted or was said by the server.
    /// </returns>
    public async ValueTask<Result<IReadOnlyList<Message>>> RunAsync(Person caller, MessageId id, IReadOnlyCollection<ChatId> targets, CancellationToken cancellation)
    {
        var wanted = targets.Distinct().ToArray();
        if (wanted.Length == 0 || wanted.Length > limits.ForwardChats)
            return Refusal.Invalid("chat_ids", $"1 to {limits.ForwardChats} chats");
        if (await messages.FindAsync(id, caller.Id, cancellation) is not { } original)
            return MessageRights.NoSuchMessage;
        if (original.IsDeleted || original.AuthorId is null || !original.Type.MayBeSaid())
            return Refusal.Conflict("message", "This message cannot be forwarded");
        foreach (var chat in wanted) // all or none, as far as it can be known beforehand
            if (await chats.MemberAsync(chat, caller.Id, cancellation) is null)
                return ChatRights.NoSuchChat;
        var sent = new List<Message>();
        Refusal? first = null;
        foreach (var chat in wanted)
        {
            if ((await send.RunAsync(caller, Copy(original, chat), cancellation)).TryGet(out var stored, out var refusal))
                sent.Add(stored.Message);
            else
                first ??= refusal;
        }
        return sent.Count > 0 || first is null ? Result<IReadOnlyList<Message>>.Of(sent) : first;
    }

    /// <summary>Forwarding what was forwarded keeps the first origin. The chat is named only within itself: elsewhere are people who may not know of it.</summary>
    internal static Draft Copy(Message original, ChatId target)
    {
        var origin = original.ForwardedFrom ?? new Forwarding(original.ChatId, original.AuthorId, original.SentAt);
        return new Draft(target, original.Content)
        {
            Type = original.Type,
            Payload = original.Payload,
            ForwardedFrom = origin with { ChatId = origin.ChatId == target ? target : null },
        };
    }
}
