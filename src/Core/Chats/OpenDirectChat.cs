using Haggle.Core.Moderation;
using Haggle.Core.People;

namespace Haggle.Core.Chats;

/// <summary>The one chat of two people, whoever begins it.</summary>
public sealed class OpenDirectChat(IPeople people, IBlocks blocks, Opening opening, TimeProvider clock)
{
    /// <returns>
    /// The chat, new or found; <see cref="RefusalKind.Invalid"/> <c>user_id</c> for oneself; <see cref="RefusalKind.NotFound"/> <c>user</c> for who is
    /// unknown or disabled; <see cref="RefusalKind.Forbidden"/> <c>blocked</c> when there is no chat yet and the other wants none; <see cref="RefusalKind.TooFast"/>.
    /// </returns>
    public async ValueTask<Result<OpenedChat>> RunAsync(Person caller, PersonId otherId, CancellationToken cancellation)
    {
        if (otherId == caller.Id)
            return Refusal.Invalid("user_id", "Nobody has a direct chat with oneself");
        if (await people.FindAsync(otherId, cancellation) is not { IsDisabled: false, Kind: not PersonKind.System } other)
            return Refusal.NotFound("user");
        return await opening.RunAsync(caller, Wanted(caller, other, clock.Now()), listing: null, NotBlockedAsync, cancellation);

        async ValueTask<Refusal?> NotBlockedAsync()
            => await blocks.ExistsAsync(other.Id, caller.Id, cancellation) ? Refusal.Forbidden("blocked") : null;
    }

    private static NewChat Wanted(Person caller, Person other, DateTimeOffset now)
        => new(ChatKind.Direct, PairTitle(caller, other), [new(caller.Id, MemberRole.Member), new(other.Id, MemberRole.Member)], caller.Id, now)
        {
            UniqueKey = UniqueKeys.Direct(caller.Id, other.Id),
        };

    /// <summary>The same for both, and as it was when the chat was made. Source: contracts/messenger.md, A3.</summary>
    internal static string PairTitle(Person creator, Person other) => $"{creator.DisplayName} & {other.DisplayName}";
}
