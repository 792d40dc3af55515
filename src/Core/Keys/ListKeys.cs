namespace Haggle.Core.Keys;

/// <summary>All keys there are and were.</summary>
public sealed class ListKeys(IServerKeys keys)
{
    public ValueTask<IReadOnlyList<ServerKey>> RunAsync(CancellationToken cancellation) => keys.ListAsync(cancellation);
}
