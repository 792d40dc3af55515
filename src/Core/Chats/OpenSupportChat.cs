using Haggle.Core.People;

namespace Haggle.Core.Chats;

/// <summary>The caller's one chat with support. Moderators join it later.</summary>
public sealed class OpenSupportChat(IChats chats, Opening opening, IDelivery delivery, ChatLimits limits, TimeProvider clock)
{
    /// <param name="topic">1 to 128 characters: the title of a new chat, and a line of the server in a new or reopened one.</param>
    /// <returns>The chat, open; <see cref="RefusalKind.Invalid"/> <c>topic</c>; <see cref="RefusalKind.TooFast"/>.</returns>
    public async ValueTask<Result<OpenedChat>> RunAsync(Person caller, string? topic, CancellationToken cancellation)
    {
        if (!limits.Title(topic, "topic").TryGet(out var goodTopic, out var refusal))
            return refusal;
        var wanted = new NewChat(ChatKind.Support, goodTopic, [new(caller.Id, MemberRole.Member)], caller.Id, clock.Now())
        {
            UniqueKey = UniqueKeys.Support(caller.Id),
        };
        if (!(await opening.RunAsync(caller, wanted, listing: null, mayBeMade: null, cancellation)).TryGet(out var opened, out refusal))
            return refusal;
        if (!opened.IsNew && opened.View.Chat.Status == ChatStatus.Active)
            return opened;
        var chat = opened.View.Chat.Id;
        if (!(await chats.ChangeAsync(delivery, chat, desk => Ask(desk, goodTopic), clock.Now(), cancellation)).TryGet(out _, out refusal))
            return refusal;
        return await chats.FindAsync(chat, caller.Id, clock.Now(), cancellation) is { } view ? opened with { View = view } : ChatRights.NoSuchChat;
    }

    /// <summary>Says what it is about, and opens a chat that support had closed.</summary>
    internal static Result<IReadOnlyList<ChatChange>> Ask(ChatDesk desk, string topic)
        => desk.Chat.Status == ChatStatus.Active
            ? ChatRights.Decide(SystemLines.SupportAsked(topic))
            : ChatRights.Decide(new ChatChange.Reshaped(desk.Chat with { Status = ChatStatus.Active }), SystemLines.SupportAsked(topic));
}
