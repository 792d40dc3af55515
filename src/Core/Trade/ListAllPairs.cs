using Haggle.Core.Chats;
using Haggle.Core.Messages;

namespace Haggle.Core.Trade;

/// <summary>Everybody's pairs and messages: only for who may see everything, or where everybody does.</summary>
public sealed class ListAllPairs(IPairs pairs)
{
    public ValueTask<Numbered<Pair>> RunAsync(int offset, int limit, CancellationToken cancellation) => pairs.ListAsync(offset, limit, cancellation);

    /// <returns>Null when the chat is no pair.</returns>
    public async ValueTask<Pair?> OneAsync(ChatId chat, Func<string> makeName, CancellationToken cancellation)
        => await pairs.FindManyAsync([chat], makeName, cancellation) is [var pair] ? pair : null;

    /// <returns>The messages, and the pairs they were said in.</returns>
    public async ValueTask<(Numbered<Message> Messages, IReadOnlyList<Pair> Pairs)> MessagesAsync(
        int offset, int limit, Func<string> makeName, CancellationToken cancellation)
    {
        var messages = await pairs.MessagesAsync(offset, limit, cancellation);
        return (messages, await pairs.FindManyAsync([.. messages.Items.Select(message => message.ChatId).Distinct()], makeName, cancellation));
    }
}
