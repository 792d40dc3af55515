namespace Haggle.Core.Receipts;

/// <summary>Unread over all of a person's chats that are neither archived nor muted; muted ones are counted apart.</summary>
/// <param name="Chats">Chats with something unread, or marked so by hand.</param>
/// <param name="Messages">Messages in them, each chat counted up to <see cref="Cap"/>.</param>
/// <param name="Mentions">Of these, the ones that mention me.</param>
/// <param name="MutedChats">Muted chats with something unread.</param>
/// <param name="MutedMessages">Messages in those.</param>
public sealed record UnreadTotals(int Chats, int Messages, int Mentions, int MutedChats, int MutedMessages)
{
    /// <summary>A chat's unread messages are counted up to here, so that a count never costs more than a page.</summary>
    public const int Cap = 1000;
}
