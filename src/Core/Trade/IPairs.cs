using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;

namespace Haggle.Core.Trade;

/// <summary>Chats with exactly one buyer and one seller, and the names that other systems gave to them and to what is said there.</summary>
public interface IPairs
{
    /// <summary>By any of its names; null when there is none, or the chat has not exactly one buyer and one seller.</summary>
    ValueTask<Pair?> FindAsync(string name, CancellationToken cancellation);

    /// <summary>Those of these chats that are pairs, in no order.</summary>
    /// <param name="makeName">A new name for each that has none: it keeps it.</param>
    ValueTask<IReadOnlyList<Pair>> FindManyAsync(IReadOnlyCollection<ChatId> chats, Func<string> makeName, CancellationToken cancellation);

    /// <summary>How far a list of everybody's goes back, in pairs or in messages of this server: so many are looked at for a page, and not more.</summary>
    const int MostListed = 10_000;

    /// <summary>Everybody's pairs that have a name, newest first: of the newest <see cref="MostListed"/>.</summary>
    ValueTask<Numbered<Pair>> ListAsync(int offset, int limit, CancellationToken cancellation);

    /// <summary>
    /// Everybody's messages in pairs that have a name, newest first: of the newest <see cref="MostListed"/> of this server, whichever chats they are in.
    /// Without deleted ones and the server's own, and without quotes and reactions.
    /// </summary>
    ValueTask<Numbered<Message>> MessagesAsync(int offset, int limit, CancellationToken cancellation);

    /// <returns>The message of this name; null when there is none.</returns>
    ValueTask<NamedMessage?> FindMessageAsync(string name, CancellationToken cancellation);
}

/// <summary>Which message has a name, and what it says now: nothing when it was deleted.</summary>
public sealed record NamedMessage(MessageId Id, ChatId ChatId, PersonId AuthorId, string Content);
