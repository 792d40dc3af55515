using Haggle.Core.People;

namespace Haggle.Core.Chats;

/// <summary>Brings a client that was away up to date, by what it has rather than by what it missed.</summary>
public sealed class SyncChats(IChats chats, TimeProvider clock)
{
    /// <summary>Chats whose position one call may name.</summary>
    public const int MaxPositions = 10_000;

    /// <returns>What the client lacks; <see cref="RefusalKind.Invalid"/> <c>chats</c>, <c>limit_per_chat</c>.</returns>
    public async ValueTask<Result<SyncResult>> RunAsync(Person caller, SyncRequest request, CancellationToken cancellation)
    {
        if (request.LimitPerChat is < 1 or > PageRequest.MaxLimit)
            return Refusal.Invalid("limit_per_chat", $"1 to {PageRequest.MaxLimit}");
        if (request.Positions.Count > MaxPositions)
            return Refusal.Invalid("chats", $"At most {MaxPositions} chats");
        if (request.Positions.Any(position => position.Seq < 0 || position.Revision < 0))
            return Refusal.Invalid("chats", "Seq and revision are 0 or more");
        return await chats.SyncAsync(caller.Id, request, clock.Now(), cancellation);
    }
}
