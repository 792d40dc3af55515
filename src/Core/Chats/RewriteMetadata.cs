namespace Haggle.Core.Chats;

/// <summary>Puts other metadata in the place of those that a wire has seen, as long as nothing has been said in the chat.</summary>
public sealed class RewriteMetadata(IChats chats, IDelivery delivery, TimeProvider clock)
{
    /// <returns>The chat, changed or not; <see cref="RefusalKind.NotFound"/> <c>chat</c>.</returns>
    public async ValueTask<Result<Chat>> RunAsync(ChatId chat, string? seen, string? wanted, CancellationToken cancellation)
        => (await chats.ChangeAsync(delivery, chat, desk => Rule(desk.Chat, seen, wanted), clock.Now(), cancellation)).Then(changed => changed.Chat);

    internal static Result<IReadOnlyList<ChatChange>> Rule(Chat chat, string? seen, string? wanted)
        => chat.LastSeq > 0 || chat.Metadata != seen || seen == wanted
            ? ChatRights.Decide()
            : ChatRights.Decide(new ChatChange.Reshaped(chat with { Metadata = wanted }));
}
