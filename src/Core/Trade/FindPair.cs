using Haggle.Core.Chats;

namespace Haggle.Core.Trade;

/// <summary>A pair by one of its names. Says what is; whoever shows it asks first who may know it.</summary>
public sealed class FindPair(IPairs pairs)
{
    /// <returns><see cref="RefusalKind.NotFound"/> <c>chat</c>.</returns>
    public async ValueTask<Result<Pair>> RunAsync(string name, CancellationToken cancellation)
        => await pairs.FindAsync(name, cancellation) is { } pair ? pair : ChatRights.NoSuchChat;
}
