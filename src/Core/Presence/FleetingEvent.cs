using Haggle.Core.Chats;
using Haggle.Core.People;

namespace Haggle.Core.Presence;

/// <summary>Something worth knowing only now: never stored, may be dropped under load.</summary>
public abstract record FleetingEvent;

public enum TypingKind { Text, Voice, File }

/// <summary>Somebody is writing; over by itself at <paramref name="ExpiresAt"/> unless said again.</summary>
public sealed record TypingStarted(ChatId ChatId, PersonId PersonId, TypingKind Kind, DateTimeOffset ExpiresAt) : FleetingEvent;

public sealed record TypingStopped(ChatId ChatId, PersonId PersonId, TypingKind Kind) : FleetingEvent;

public enum PresenceStatus { Offline, Away, Online }

/// <summary>To those who watch the person.</summary>
public sealed record PresenceChanged(PersonId PersonId, PresenceStatus Status, DateTimeOffset? LastSeenAt) : FleetingEvent;

/// <summary>Somebody's first socket is in the chat's room, to those who have one there too.</summary>
/// <param name="Present">Who is in the room now.</param>
public sealed record RoomEntered(ChatId ChatId, PersonId PersonId, IReadOnlyList<PersonId> Present) : FleetingEvent;

/// <summary>Somebody's last socket has left the chat's room.</summary>
/// <param name="Present">Who is in the room now.</param>
public sealed record RoomLeft(ChatId ChatId, PersonId PersonId, IReadOnlyList<PersonId> Present) : FleetingEvent;
