using Haggle.Core.Chats;
using Haggle.Core.People;

namespace Haggle.Core.Messages;

/// <summary>Lets the marketplace's backend speak: for one of its people, or as the server itself.</summary>
public sealed class PostAsServer(IPeople people, IChats chats, SendMessage send)
{
    /// <param name="author">The marketplace's id of one of its people, who must be in the chat; null: the server itself says it.</param>
    /// <returns>As <see cref="SendMessage.RunAsync"/>; also <see cref="RefusalKind.NotFound"/> <c>author_external_id</c>.</returns>
    public async ValueTask<Result<Appended>> RunAsync(string? author, Draft draft, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(draft.Content))
            return Refusal.Invalid("content", "Should not be empty");
        if (author is null)
            return await chats.AudienceAsync(draft.ChatId, cancellation) is null
                ? ChatRights.NoSuchChat
                : await send.RunAsSystemAsync(draft with { Type = MessageType.System }, cancellation);
        return await people.FindByExternalIdAsync(PersonKind.Account, author, cancellation) is { IsDisabled: false } person
            ? await send.RunAsync(person, draft, cancellation)
            : Refusal.NotFound("author_external_id");
    }
}
