using Haggle.Core.Messages;
using Haggle.Core.People;

namespace Haggle.Core.Chats;

/// <summary>What delivery asks the store: who hears of a chat, and what a node has missed. Every method is one transaction.</summary>
public interface IAudiences
{
    /// <summary>How many writes ended without anybody knowing whether they took effect. When it has grown, something may be stored that nobody was told of.</summary>
    long Doubts { get; }

    /// <summary>Who hears of the chat, as it stands now; null when there is no such chat.</summary>
    ValueTask<Audience?> AudienceAsync(ChatId chat, CancellationToken cancellation);

    /// <summary>Messages with a seq above <paramref name="afterSeq"/> and those changed after <paramref name="afterRevision"/>, by revision, at most <paramref name="limit"/>.</summary>
    ValueTask<IReadOnlyList<Message>> MissedAsync(ChatId chat, long afterSeq, long afterRevision, int limit, CancellationToken cancellation);
}

/// <summary>Who hears of a chat.</summary>
/// <param name="Revision">The chat's revision that this describes.</param>
/// <param name="LastSeq">The last message at that revision.</param>
/// <param name="Kind">What the chat is.</param>
/// <param name="Members">All who are in it.</param>
/// <param name="Silenced">Pairs of members of whom one blocked the other: no typing, no presence between them.</param>
public sealed record Audience(ChatId ChatId, long Revision, long LastSeq, ChatKind Kind, IReadOnlyList<PersonId> Members, IReadOnlyList<(PersonId, PersonId)> Silenced);
