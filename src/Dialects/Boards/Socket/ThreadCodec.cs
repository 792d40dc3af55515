using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;
using Haggle.Core.Presence;
using Haggle.Core.Trade;
using Haggle.Dialects.Boards.Shapes;
using Haggle.Realtime;
using Haggle.Realtime.Sockets;

namespace Haggle.Dialects.Boards.Socket;

/// <summary>What a socket of one thread hears: messages, typing, who comes and goes. Source: contracts/boards.md, 5.3.</summary>
/// <remarks>One for each socket, because it calls the thread as its client does: a thread may have several names.</remarks>
internal sealed class ThreadCodec(Pair pair, TimeProvider clock) : IWireCodec
{
    public long WordingFor(ChatEvent happened, in Listener listener) => 0;

    public Frame? Encode(ChatEvent happened, in Listener listener) => happened switch
    {
        MessageSent sent => BoardsFrames.Message(sent.Message, pair),
        MessageUpdated updated => Changed("message_updated", updated.Message, updated.Message.Content),
        MessageDeleted deleted => Changed("message_deleted", deleted.Message, null),
        ReactionAdded added => Reaction("reaction_added", added.Message, added.PersonId, added.Emoji),
        ReactionRemoved removed => Reaction("reaction_removed", removed.Message, removed.PersonId, removed.Emoji),
        _ => null,
    };

    public Frame? Encode(PersonalEvent happened, in Listener listener) => null;

    public Frame? Encode(FleetingEvent happened) => happened switch
    {
        TypingStarted typing when typing.ChatId == pair.ChatId => Typing(typing.PersonId, true),
        TypingStopped typing when typing.ChatId == pair.ChatId => Typing(typing.PersonId, false),
        RoomEntered entered when entered.ChatId == pair.ChatId => Presence("user_joined", entered.PersonId),
        RoomLeft left when left.ChatId == pair.ChatId => Presence("user_left", left.PersonId),
        _ => null,
    };

    public Frame? Farewell(string reason) => null;

    private Frame? Changed(string type, Message message, string? text)
        => pair.SideOf(message.AuthorId) is null ? null
            : BoardsFrames.Of(new ChangeFrame(type, pair.Name, Uuids.Of(message), text, clock.Now()), BoardsJson.Wire.ChangeFrame);

    private Frame? Reaction(string type, Message message, PersonId person, string emoji)
        => pair.SideOf(person) is { } side
            ? BoardsFrames.Of(
                new ReactionFrame(type, pair.Name, Uuids.Of(message), Uuids.Of(pair.Of(side)), side.Word(), emoji, clock.Now()), BoardsJson.Wire.ReactionFrame)
            : null;

    private Frame? Typing(PersonId person, bool isTyping)
        => pair.SideOf(person) is { } side
            ? BoardsFrames.Of(new TypingFrame(pair.Name, Uuids.Of(pair.Of(side)), side.Word(), isTyping, clock.Now()), BoardsJson.Wire.TypingFrame)
            : null;

    private Frame? Presence(string type, PersonId person)
        => pair.SideOf(person) is { } side
            ? BoardsFrames.Of(new PresenceFrame(type, pair.Name, Uuids.Of(pair.Of(side)), side.Word(), clock.Now()), BoardsJson.Wire.PresenceFrame)
            : null;
}
