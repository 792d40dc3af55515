using Haggle.Core.Moderation;
using Haggle.Core.Presence;

namespace Haggle.Core.People;

/// <summary>Looks somebody up. Disabled people, and people who blocked the viewer, are not there.</summary>
public sealed class FindPerson(IPeople people, IBlocks blocks, SeePresence see)
{
    /// <returns><see cref="RefusalKind.NotFound"/> <c>user</c>.</returns>
    public async ValueTask<Result<Profile>> RunAsync(PersonId viewer, PersonId id, CancellationToken cancellation)
        => await ShowAsync(viewer, await people.FindAsync(id, cancellation), cancellation);

    /// <param name="tag">With or without an @ before it, in any case.</param>
    public async ValueTask<Result<Profile>> RunByTagAsync(PersonId viewer, string tag, CancellationToken cancellation)
    {
        var handle = tag.TrimStart('@').ToLowerInvariant();
        return await ShowAsync(viewer, Tags.IsTag(handle) ? await people.FindByTagAsync(handle, cancellation) : null, cancellation);
    }

    private async ValueTask<Result<Profile>> ShowAsync(PersonId viewer, Person? person, CancellationToken cancellation)
        => person is null || person.IsDisabled || (person.Id != viewer && await blocks.ExistsAsync(person.Id, viewer, cancellation))
            ? Refusal.NotFound("user")
            : new Profile(person, await see.RunAsync(viewer, person, cancellation));
}

/// <summary>A person, and whether it is here as far as the viewer may know.</summary>
public sealed record Profile(Person Person, SeenPresence Presence);
