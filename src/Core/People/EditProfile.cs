using Haggle.Core.Presence;

namespace Haggle.Core.People;

/// <summary>A person changes the own profile. What is not given stays.</summary>
public sealed class EditProfile(IPeople people, IPresence presence, ProfileNews news)
{
    /// <returns>The person afterwards; <see cref="RefusalKind.Invalid"/>, <see cref="RefusalKind.Conflict"/> <c>tag_taken</c>.</returns>
    public async ValueTask<Result<Person>> RunAsync(PersonId person, ProfileChange change, CancellationToken cancellation)
    {
        if (Check(change) is { } mistake)
            return mistake;
        if (change.DisplayName.IsGiven)
            change = change with { DisplayName = Change<string>.To(change.DisplayName.Value.Trim()) };
        var changed = await people.ChangeAsync(person, change, cancellation);
        if (!changed.TryGet(out var after, out _))
            return changed;
        if (change.PresenceVisibility.IsGiven && after.PresenceVisibility != PresenceVisibility.Everyone)
            presence.Hide(person, from: null); // those who still may see it ask again
        await news.TellAsync(after, cancellation);
        return changed;
    }

    private static Refusal? Check(ProfileChange change)
        => (change.DisplayName.IsGiven ? PersonRules.CheckDisplayName(change.DisplayName.Value) : null)
            ?? (change.Tag.IsGiven ? PersonRules.CheckTag(change.Tag.Value) : null)
            ?? PersonRules.CheckBio(change.Bio.Or(null))
            ?? PersonRules.CheckLocale(change.Locale.Or(null))
            ?? PersonRules.CheckTimeZone(change.TimeZone.Or(null));
}
