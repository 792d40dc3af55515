using Haggle.Core.People;
using Haggle.Core.Receipts;

namespace Haggle.Core.Chats;

/// <summary>Something that concerns one person's own devices only.</summary>
public abstract record PersonalEvent;

public sealed record SettingsChanged(Chat Chat, Member My) : PersonalEvent;

/// <summary>Read on one device, so that the others' badges follow.</summary>
public sealed record UnreadChanged(ChatId ChatId, int UnreadCount, UnreadTotals Total) : PersonalEvent;

/// <summary>The history was cleared for this person: the chat is out of the list until the next message.</summary>
public sealed record HistoryCleared(ChatId ChatId) : PersonalEvent;

/// <summary>One message is out of this person's own sight.</summary>
public sealed record MessageHidden(ChatId ChatId, Messages.MessageId Id, long Seq, DateTimeOffset At) : PersonalEvent;

public sealed record BlockChanged(PersonId PersonId, bool Blocked) : PersonalEvent;

/// <summary>Another device, or the marketplace, changed a profile that this person sees.</summary>
public sealed record PersonChanged(Person Person) : PersonalEvent;

/// <summary>A chat came to this person whole, from a guest it claimed or back from an account.</summary>
public sealed record ChatCame(ChatView View) : PersonalEvent;

/// <summary>A chat went to another of the person's identities.</summary>
public sealed record ChatWent(ChatId ChatId) : PersonalEvent;

/// <summary>Something of the chat has changed that is not told event by event: whoever knows less than this revision asks.</summary>
public sealed record ChatOutdated(ChatId ChatId, long Revision) : PersonalEvent;

/// <summary>This node is about to stop: the socket is closed after this time, and its client is welcome on another node then.</summary>
public sealed record ServerDraining(TimeSpan ReconnectIn) : PersonalEvent;

/// <summary>The token that a socket came with ends soon; a new one keeps it open.</summary>
public sealed record SessionExpiring(DateTimeOffset At) : PersonalEvent;
