using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Haggle.Core.Chats;
using Haggle.Core.Presence;
using Haggle.Dialects.FastApi;
using Haggle.Dialects.GameTrade.Shapes;
using Haggle.Realtime;
using Haggle.Realtime.Sockets;

namespace Haggle.Dialects.GameTrade.Socket;

/// <summary>Frames <c>{"type", "data"}</c> of this wire's sockets. Source: contracts/gametrade.md, 5.4.</summary>
internal sealed class GameTradeCodec(Rooms rooms, TimeProvider clock) : IWireCodec
{
    public long WordingFor(ChatEvent happened, in Listener listener) => 0;

    public Frame? Encode(ChatEvent happened, in Listener listener)
    {
        rooms.Learn(happened);
        return happened switch
        {
            MessageSent sent => Frame("new_message", rooms.Show(sent.Message), GameTradeJson.Wire.MessageJson),
            MessageUpdated updated => Frame("message_updated", rooms.Show(updated.Message), GameTradeJson.Wire.MessageJson),
            MessageDeleted deleted => Frame("message_deleted", new GoneFrame(deleted.Message.Id.Value, deleted.ChatId.Value), GameTradeJson.Wire.GoneFrame),
            ChatReshaped reshaped => Frame("chat_updated", rooms.Show(reshaped.Chat), GameTradeJson.Wire.ChatJson),
            ModeratorCalled called => Frame(
                "moderator_assigned",
                new AssignedFrame(
                    called.ChatId.Value, rooms.NumberOf(called.ChatId, called.Assignment.ModeratorId), rooms.NumberOf(called.ChatId, called.Assignment.AssignedBy),
                    called.Assignment.Reason, called.Assignment.CreatedAt),
                GameTradeJson.Wire.AssignedFrame),
            _ => null,
        };
    }

    public Frame? Encode(PersonalEvent happened, in Listener listener) => null;

    public Frame? Encode(FleetingEvent happened) => happened switch
    {
        TypingStarted typing => Typing(typing.ChatId, typing.PersonId, isTyping: true),
        TypingStopped typing => Typing(typing.ChatId, typing.PersonId, isTyping: false),
        RoomEntered entered => Move("user_joined", entered.ChatId, entered.PersonId),
        RoomLeft left => Move("user_left", left.ChatId, left.PersonId),
        _ => null,
    };

    public Frame? Farewell(string reason) => null;

    /// <summary>This wire has a code of its own for whoever may no longer be here.</summary>
    CloseCode IWireCodec.Translate(CloseCode code) => code == CloseCode.PolicyViolation ? (CloseCode)4001 : code;

    public static Frame Joined(ChatId chat) => Frame("joined_chat", new ChatFrame(chat.Value), GameTradeJson.Wire.ChatFrame);

    public static Frame Left(ChatId chat) => Frame("left_chat", new ChatFrame(chat.Value), GameTradeJson.Wire.ChatFrame);

    public static Frame Pong(JsonElement? timestamp) => Frame("pong", new PongFrame(timestamp), GameTradeJson.Wire.PongFrame);

    public static Frame Error(string message) => Frame("error", new ErrorFrame(message), GameTradeJson.Wire.ErrorFrame);

    private Frame Typing(ChatId chat, Core.People.PersonId person, bool isTyping)
        => Frame("typing", new TypingFrame(rooms.NumberOf(chat, person), chat.Value, isTyping, clock.GetUtcNow()), GameTradeJson.Wire.TypingFrame);

    private Frame Move(string type, ChatId chat, Core.People.PersonId person)
        => Frame(type, new MoveFrame(rooms.NumberOf(chat, person), chat.Value, clock.GetUtcNow()), GameTradeJson.Wire.MoveFrame);

    private static Frame Frame<T>(string type, T data, JsonTypeInfo<T> shape)
        => Realtime.Sockets.Frame.Json(FastApiJson.Writer, (type, data, shape), static (writer, said) =>
        {
            writer.WriteStartObject();
            writer.WriteString("type", said.type);
            writer.WritePropertyName("data");
            JsonSerializer.Serialize(writer, said.data, said.shape);
            writer.WriteEndObject();
        });
}
