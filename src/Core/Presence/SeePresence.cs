using Haggle.Core.Moderation;
using Haggle.Core.People;

namespace Haggle.Core.Presence;

/// <summary>Whether people are here, as one person may know it.</summary>
/// <remarks>
/// Whoever may not be seen is offline and was never here: blocked in either direction, visible to nobody, visible to contacts only, disabled, unknown.
/// The answer is the same for all of these, so that it tells nothing about which.
/// </remarks>
public sealed class SeePresence(IPresence presence, IPeople people, IBlocks blocks)
{
    /// <returns>One for each of <paramref name="ids"/>, in their order.</returns>
    public async ValueTask<IReadOnlyList<SeenPresence>> RunAsync(PersonId viewer, IReadOnlyList<PersonId> ids, CancellationToken cancellation)
    {
        if (ids.Count == 0)
            return [];
        var found = (await people.FindManyAsync([.. ids.Distinct()], cancellation)).ToDictionary(person => person.Id);
        var visible = await VisibleAsync(viewer, found, cancellation);
        return [.. ids.Select(id => visible.Contains(id) ? See(found[id]) : SeenPresence.Nothing(id))];
    }

    /// <summary>Of one person whose record is at hand.</summary>
    public async ValueTask<SeenPresence> RunAsync(PersonId viewer, Person person, CancellationToken cancellation)
    {
        var visible = await VisibleAsync(viewer, new Dictionary<PersonId, Person> { [person.Id] = person }, cancellation);
        return visible.Contains(person.Id) ? See(person) : SeenPresence.Nothing(person.Id);
    }

    /// <returns>Those of <paramref name="ids"/> whom the viewer may see.</returns>
    public async ValueTask<IReadOnlyCollection<PersonId>> VisibleAsync(PersonId viewer, IReadOnlyCollection<PersonId> ids, CancellationToken cancellation)
        => await VisibleAsync(viewer, (await people.FindManyAsync(ids, cancellation)).ToDictionary(person => person.Id), cancellation);

    private async ValueTask<HashSet<PersonId>> VisibleAsync(PersonId viewer, Dictionary<PersonId, Person> found, CancellationToken cancellation)
    {
        var others = found.Values.Where(person => person.Id != viewer && !person.IsDisabled && person.PresenceVisibility != PresenceVisibility.Nobody).ToList();
        var visible = new HashSet<PersonId>(found.Keys.Where(id => id == viewer));
        if (others.Count == 0)
            return visible;
        var blocked = await blocks.BetweenAsync(viewer, [.. others.Select(person => person.Id)], cancellation);
        var shy = others.Where(person => person.PresenceVisibility == PresenceVisibility.Contacts && !blocked.Contains(person.Id)).Select(person => person.Id).ToList();
        var contacts = shy.Count == 0 ? null : await people.ContactsAmongAsync(viewer, shy, cancellation);
        visible.UnionWith(others
            .Where(person => !blocked.Contains(person.Id) && (person.PresenceVisibility == PresenceVisibility.Everyone || contacts?.Contains(person.Id) == true))
            .Select(person => person.Id));
        return visible;
    }

    private SeenPresence See(Person person) => new(person.Id, presence.Of(person.Id), presence.LastSeen(person.Id) ?? person.LastSeenAt);
}

/// <param name="LastSeenAt">When the person's last socket closed; null when never here, or not to be known.</param>
public sealed record SeenPresence(PersonId PersonId, PresenceStatus Status, DateTimeOffset? LastSeenAt)
{
    public static SeenPresence Nothing(PersonId person) => new(person, PresenceStatus.Offline, null);
}
