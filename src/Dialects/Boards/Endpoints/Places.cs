using Haggle.Core;
using Haggle.Core.Messages;
using Haggle.Core.People;
using Haggle.Core.Trade;

namespace Haggle.Dialects.Boards.Endpoints;

/// <summary>Where in its thread a message is.</summary>
internal sealed class Places(FindNamedMessage find, GetMessage get)
{
    /// <param name="id">As this wire calls the message; one that was deleted has its place all the same.</param>
    /// <param name="viewer">One of the two.</param>
    /// <returns>Its number in the chat; <see cref="RefusalKind.NotFound"/> <c>message</c>, also for one of another thread.</returns>
    public async ValueTask<Result<long>> FindAsync(string id, Pair pair, PersonId viewer, CancellationToken cancellation)
    {
        var number = (await find.RunAsync(id, cancellation)).TryGet(out var named, out _) ? named.Id : Uuids.MessageOf(id);
        return number is { } known && (await get.RunAsync(viewer, known, cancellation)).TryGet(out var message, out _) && message.ChatId == pair.ChatId
            ? message.Seq
            : Refusal.NotFound("message");
    }
}
