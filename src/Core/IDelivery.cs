using Haggle.Core.Chats;
using Haggle.Core.People;
using Haggle.Core.Presence;

namespace Haggle.Core;

/// <summary>Tells connected people what happened. Never waits, never throws for a slow or vanished listener.</summary>
public interface IDelivery
{
    /// <summary>Call it before a chat is changed: only so can the first event after a silence be known to be the first.</summary>
    /// <returns>To announce the change by, after the commit; disposed once whatever it brought is announced, or nothing will be.</returns>
    IAnnouncer Begin();

    /// <summary>To the person's own sockets, all of them.</summary>
    void Tell(PersonId person, PersonalEvent happened);

    /// <summary>To the other members who are here now; may be dropped under load.</summary>
    void Whisper(FleetingEvent happened);

    /// <summary>Ends the person's sockets that belong to the session, or all of them when it is null.</summary>
    void Disconnect(PersonId person, SessionId? session, string reason);

    /// <summary>Who may hear whom in these chats has changed without a new revision (a block was set or lifted).</summary>
    void Reconsider(IReadOnlyList<ChatId> chats);
}
