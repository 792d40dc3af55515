using Haggle.Core.Messages;

namespace Haggle.Core.Trade;

/// <summary>Which message has a name. Says what is; whoever shows it asks first who may know it.</summary>
public sealed class FindNamedMessage(IPairs pairs)
{
    /// <returns><see cref="RefusalKind.NotFound"/> <c>message</c>.</returns>
    public async ValueTask<Result<NamedMessage>> RunAsync(string name, CancellationToken cancellation)
        => await pairs.FindMessageAsync(name, cancellation) is { } found ? found : MessageRights.NoSuchMessage;
}
