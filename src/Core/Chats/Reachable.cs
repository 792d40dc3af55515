using Haggle.Core.Moderation;
using Haggle.Core.People;

namespace Haggle.Core.Chats;

/// <summary>Whom one may bring into a group.</summary>
internal static class Reachable
{
    /// <returns>
    /// The people, in no order; <see cref="RefusalKind.NotFound"/> <c>user</c> when one is unknown, disabled or the system;
    /// <see cref="RefusalKind.Forbidden"/> <c>blocked</c> when one blocked the caller or is blocked by the caller.
    /// </returns>
    public static async ValueTask<Result<IReadOnlyList<Person>>> RequireReachableAsync(
        this IPeople people, IBlocks blocks, Person caller, IReadOnlyCollection<PersonId> ids, CancellationToken cancellation)
    {
        if (ids.Count == 0)
            return Result<IReadOnlyList<Person>>.Of([]);
        var found = await people.FindManyAsync(ids, cancellation);
        if (found.Count(person => person is { IsDisabled: false, Kind: not PersonKind.System }) != ids.Count)
            return Refusal.NotFound("user");
        return (await blocks.BetweenAsync(caller.Id, ids, cancellation)).Count > 0 ? Refusal.Forbidden("blocked") : Result<IReadOnlyList<Person>>.Of(found);
    }
}
