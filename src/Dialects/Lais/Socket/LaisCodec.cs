using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;
using Haggle.Core.Presence;
using Haggle.Dialects.FastApi;
using Haggle.Dialects.Lais.Shapes;
using Haggle.Realtime;
using Haggle.Realtime.Sockets;

namespace Haggle.Dialects.Lais.Socket;

/// <summary>Frames of <c>/ws/{chat_id}</c>, one codec for all sockets of a chat. Source: contracts/lais.md, "WebSocket".</summary>
/// <param name="room">Names people, and knows what has been told already.</param>
/// <param name="refresh">Asks for the names anew.</param>
internal sealed class LaisCodec(LaisRoom room, Action refresh) : IWireCodec
{
    private Roster Roster => room.Roster;

    /// <summary>Everybody in the chat is told the same.</summary>
    public long WordingFor(ChatEvent happened, in Listener listener) => 0;

    public Frame? Encode(ChatEvent happened, in Listener listener)
    {
        switch (happened)
        {
            case MessageSent { Message: var message }:
                return Tell(message, Roster);
            case PointerMoved { ReadIsPrivate: false, JustRead.Count: > 0 } moved when !room.HasTold(moved):
                return Read(Roster.NameOf(moved.PersonId), moved.JustRead.Count);
            case MemberJoined joined:
                Roster.Learn(joined.Entrant.Person);
                return null;
            default:
                return null;
        }
    }

    public Frame? Encode(PersonalEvent happened, in Listener listener)
    {
        if (happened is ChatOutdated)
            refresh();
        return null;
    }

    public Frame? Encode(FleetingEvent happened) => happened switch
    {
        TypingStarted typing => Typing(typing.PersonId, true),
        TypingStopped typing => Typing(typing.PersonId, false),
        RoomEntered entered => Online(entered.Present),
        RoomLeft left => Frame.Several([Say(new GoneFrame(Roster.NameOf(left.PersonId)), LaisJson.Wire.GoneFrame), Online(left.Present)]),
        _ => null,
    };

    public Frame? Farewell(string reason) => null;

    public Frame Online(IReadOnlyList<PersonId> present) => Say(new OnlineFrame([.. present.Select(Roster.NameOf)]), LaisJson.Wire.OnlineFrame);

    public static Frame Tell(Message message, Roster roster)
    {
        var said = MessageJson.From(message, roster.NameOf, isRead: false);
        return SupportLines.IsInvitation(message)
            ? Say(new SupportInvitedFrame(said), LaisJson.Wire.SupportInvitedFrame)
            : Say(new MessageFrame(said), LaisJson.Wire.MessageFrame);
    }

    public static Frame Read(string userId, int count) => Say(new ReadFrame(userId, count), LaisJson.Wire.ReadFrame);

    public static Frame Error(string code, string detail) => Say(new ErrorFrame(code, detail), LaisJson.Wire.ErrorFrame);

    private Frame Typing(PersonId person, bool isTyping) => Say(new TypingFrame(Roster.NameOf(person), isTyping), LaisJson.Wire.TypingFrame);

    internal static Frame Say<T>(T frame, JsonTypeInfo<T> shape)
        => Frame.Json(FastApiJson.Writer, (frame, shape), static (writer, said) => JsonSerializer.Serialize(writer, said.frame, said.shape));
}
