using Haggle.Core.People;
using Haggle.Core.Receipts;

namespace Haggle.Core.Chats;

/// <summary>The chats and who is in them. Every method is one transaction.</summary>
public interface IChats : IAudiences
{
    /// <summary>Makes the chat, or finds the one with the same unique key; of parallel calls exactly one makes it.</summary>
    ValueTask<Opened> OpenAsync(NewChat chat, CancellationToken cancellation);

    /// <summary>The chat with this unique key (see <see cref="UniqueKeys"/>), or null.</summary>
    ValueTask<ChatId?> FindByKeyAsync(string uniqueKey, CancellationToken cancellation);

    /// <summary>The completion chat about this transaction in which both are: the server's own, else the oldest that people made; null when there is none.</summary>
    ValueTask<ChatId?> FindCompletionAsync(long transaction, PersonId buyer, PersonId seller, CancellationToken cancellation);

    /// <summary>The oldest chat in which this person is the buyer of the listing, whoever sells; null when there is none.</summary>
    ValueTask<ChatId?> FindOfBuyerAsync(string listingId, PersonId buyer, CancellationToken cancellation);

    /// <summary>Locks the chat, asks the rule, stores what it decided.</summary>
    /// <remarks>A rule that decides on no change is answered with the chat as it is and no events.</remarks>
    /// <returns>What changed; the rule's refusal; <see cref="RefusalKind.NotFound"/> <c>chat</c>.</returns>
    ValueTask<Result<ChatChanged>> ChangeAsync(ChatId chat, ChatRule rule, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>As this person sees it; null when there is no such chat. <see cref="ChatView.My"/> is null when the viewer is no member: the caller decides what that means.</summary>
    ValueTask<ChatView?> FindAsync(ChatId chat, PersonId viewer, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>My chats, pinned ones first, then by newest activity.</summary>
    ValueTask<Page<ChatView>> ListAsync(PersonId viewer, ChatFilter filter, PageRequest page, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>How many chats <see cref="ListAsync"/> has on all its pages.</summary>
    ValueTask<long> CountAsync(PersonId viewer, ChatFilter filter, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>All who are in the chat, in order of joining.</summary>
    ValueTask<Page<Participant>> MembersAsync(ChatId chat, PageRequest page, CancellationToken cancellation);

    /// <summary>My membership, or null.</summary>
    ValueTask<Member?> MemberAsync(ChatId chat, PersonId person, CancellationToken cancellation);

    /// <summary>My counts over all my chats.</summary>
    ValueTask<UnreadTotals> UnreadAsync(PersonId viewer, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Changes my own settings of a chat; no revision, nobody else sees it.</summary>
    /// <param name="change">From the settings and the chat as they are to the settings as they shall be.</param>
    /// <returns>The chat and my membership afterwards; null when I am no member.</returns>
    ValueTask<(Chat Chat, Member My)?> ConfigureAsync(ChatId chat, PersonId person, Func<Chat, Member, Member> change, CancellationToken cancellation);

    /// <summary>Chats in which somebody of support is wanted, as nobody in particular sees them; oldest first, at most <paramref name="limit"/>.</summary>
    ValueTask<IReadOnlyList<ChatView>> WantingSupportAsync(int limit, CancellationToken cancellation);

    /// <summary>The chats that talk about this listing.</summary>
    ValueTask<IReadOnlyList<ChatId>> OfListingAsync(string listingId, CancellationToken cancellation);

    /// <summary>Chats of kind direct or listing that both are in.</summary>
    ValueTask<IReadOnlyList<ChatId>> SharedAsync(PersonId one, PersonId other, CancellationToken cancellation);

    /// <summary>What changed in the viewer's chats since the positions given.</summary>
    ValueTask<SyncResult> SyncAsync(PersonId viewer, SyncRequest request, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Moves the guest's memberships, messages and reactions to the account, remembers it for an undo; returns the chats.</summary>
    ValueTask<IReadOnlyList<ChatId>> MergeAsync(PersonId guest, PersonId account, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Takes back merges into this account that are younger than <paramref name="since"/>; returns the chats given back.</summary>
    ValueTask<IReadOnlyList<ChatId>> UnmergeAsync(PersonId account, DateTimeOffset since, DateTimeOffset now, CancellationToken cancellation);
}
