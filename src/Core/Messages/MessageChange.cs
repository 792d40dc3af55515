using Haggle.Core.Chats;
using Haggle.Core.People;

namespace Haggle.Core.Messages;

/// <summary>A change of a stored message. All but <see cref="Hidden"/> raise the chat's revision by one. Closed.</summary>
public abstract record MessageChange
{
    private MessageChange()
    {
    }

    /// <summary>New content; the old one is kept for disputes.</summary>
    public sealed record Edited(string Content) : MessageChange;

    /// <summary>Payload or attachments of the server's own making change, such as a voice message that was heard.</summary>
    public sealed record PayloadReplaced(string? Payload) : MessageChange;

    /// <summary>A tombstone for everybody.</summary>
    public sealed record Deleted : MessageChange;

    /// <summary>Out of the actor's own sight only: no revision, no event for others.</summary>
    public sealed record Hidden : MessageChange;

    public sealed record Reacted(string Emoji) : MessageChange;

    public sealed record Unreacted(string Emoji) : MessageChange;

    public sealed record Pinned : MessageChange;

    public sealed record Unpinned : MessageChange;

    /// <summary>It is so already: nothing is stored, nobody is told.</summary>
    public sealed record None : MessageChange;
}

/// <summary>A message under its chat's lock: what a rule decides on.</summary>
/// <param name="My">The actor's membership; null when the actor is no member.</param>
/// <param name="PinCount">Pins in the chat now.</param>
public sealed record MessageDesk(Chat Chat, Member? My, Message Message, int PinCount);

/// <summary>Decides on a locked message. Pure: it may run again.</summary>
public delegate Result<MessageChange> MessageRule(MessageDesk desk);

/// <summary>What was stored.</summary>
/// <param name="Message">The message afterwards.</param>
/// <param name="Event">What to announce; null when nothing that others see has changed.</param>
public sealed record MessageChanged(Message Message, ChatEvent? Event);
