using Haggle.Core.People;

namespace Haggle.Core.Moderation;

/// <summary>Who wants nothing to do with whom. Every method is one transaction.</summary>
public interface IBlocks
{
    ValueTask<Page<Block>> ListAsync(PersonId blocker, PageRequest page, CancellationToken cancellation);

    /// <summary>False when it was so already.</summary>
    ValueTask<bool> AddAsync(PersonId blocker, PersonId blocked, DateTimeOffset now, CancellationToken cancellation);

    ValueTask<bool> RemoveAsync(PersonId blocker, PersonId blocked, CancellationToken cancellation);

    /// <summary>Those of <paramref name="others"/> who blocked <paramref name="person"/> or whom that person blocked.</summary>
    ValueTask<IReadOnlySet<PersonId>> BetweenAsync(PersonId person, IReadOnlyCollection<PersonId> others, CancellationToken cancellation);

    /// <summary>Whether <paramref name="blocker"/> blocked <paramref name="blocked"/>.</summary>
    ValueTask<bool> ExistsAsync(PersonId blocker, PersonId blocked, CancellationToken cancellation);
}

public sealed record Block(Person Person, DateTimeOffset At);
