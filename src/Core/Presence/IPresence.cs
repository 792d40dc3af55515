using Haggle.Core.People;

namespace Haggle.Core.Presence;

/// <summary>Who is here, as far as this node knows. Says what is; <see cref="SeePresence"/> says who may know it.</summary>
public interface IPresence
{
    PresenceStatus Of(PersonId person);

    /// <summary>When the person's last socket closed; null when this node does not know.</summary>
    DateTimeOffset? LastSeen(PersonId person);

    /// <summary>Whoever watches the person, or <paramref name="from"/> alone when given, may no longer: to them it is gone.</summary>
    void Hide(PersonId person, PersonId? from);
}
