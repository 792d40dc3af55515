using Haggle.Core.People;

namespace Haggle.Core.Moderation;

/// <summary>Whom a person blocked.</summary>
public sealed class ListBlocks(IBlocks blocks)
{
    public ValueTask<Page<Block>> RunAsync(PersonId blocker, PageRequest page, CancellationToken cancellation) => blocks.ListAsync(blocker, page, cancellation);
}
