using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Haggle.Core;
using Haggle.Core.Messages;
using Haggle.Core.Trade;
using Haggle.Dialects.Boards.Shapes;
using Haggle.Dialects.FastApi;
using Haggle.Realtime.Sockets;

namespace Haggle.Dialects.Boards.Socket;

/// <summary>Frames of this wire, written.</summary>
internal static class BoardsFrames
{
    public static Frame Of<T>(T said, JsonTypeInfo<T> shape)
        => Frame.Json(FastApiJson.Writer, (said, shape), static (writer, state) => JsonSerializer.Serialize(writer, state.said, state.shape));

    /// <returns>Null for what neither of the two has said.</returns>
    public static Frame? Message(Message message, Pair pair)
        => pair.SideOf(message.AuthorId) is { } side
            ? Of(
                new MessageFrame(pair.Name, Uuids.Of(pair.Of(side)), side.Word(), message.Content, Uuids.Of(message), message.SentAt),
                BoardsJson.Wire.MessageFrame)
            : null;

    public static Frame Error(string sentence, TimeProvider clock) => Of(new ErrorFrame(sentence, clock.Now()), BoardsJson.Wire.ErrorFrame);

    public static Frame Pong(TimeProvider clock) => Of(new PongFrame(clock.Now()), BoardsJson.Wire.PongFrame);
}
