using Haggle.Core.Chats;
using Haggle.Core.People;
using Haggle.Core.Presence;

namespace Haggle.Realtime.Nodes;

/// <summary>What one node tells another.</summary>
public abstract record Letter;

/// <summary>Durable, and told again by <see cref="INews"/> if it gets lost.</summary>
public sealed record ChatLetter(ChatEvent Happened) : Letter;

public sealed record PersonalLetter(PersonId Person, PersonalEvent Happened) : Letter;

/// <summary>Typing. For nobody but those whom the letter is addressed to.</summary>
public sealed record FleetingLetter(FleetingEvent Happened) : Letter;

/// <summary>The person's sockets of this session end, or all when it is null.</summary>
public sealed record EndLetter(PersonId Person, SessionId? Session, string Reason) : Letter;

/// <summary>Who may hear whom in these chats has changed without a new revision.</summary>
public sealed record ReconsiderLetter(IReadOnlyList<ChatId> Chats) : Letter;

/// <summary>Those who watch the person, or one of them, do so no longer.</summary>
public sealed record HideLetter(PersonId Person, PersonId? From) : Letter;

/// <summary>Who is connected to a node, and in which rooms: what has changed, or all of it.</summary>
/// <param name="Node">Whose people they are.</param>
/// <param name="Version">Counts the node's changes; this letter leads from the version before to this one, or is <paramref name="IsWhole"/>.</param>
/// <param name="IsWhole">Whoever is not named is not there.</param>
/// <param name="People">Offline: no longer there.</param>
/// <param name="Rooms">Who came into a room or left it.</param>
public sealed record WhereaboutsLetter(NodeId Node, long Version, bool IsWhole, IReadOnlyList<PersonAt> People, IReadOnlyList<RoomSeat> Rooms) : Letter;

/// <summary>Somebody has missed what this node told of its people: it tells all.</summary>
public sealed record WhereaboutsWanted(NodeId Node) : Letter;

public readonly record struct PersonAt(PersonId Person, PresenceStatus Status);

public readonly record struct RoomSeat(ChatId Chat, PersonId Person, bool IsTaken);
