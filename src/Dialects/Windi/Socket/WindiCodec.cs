using System.Text.Json;
using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.Presence;
using Haggle.Dialects.FastApi;
using Haggle.Dialects.Windi.Shapes;
using Haggle.Realtime;
using Haggle.Realtime.Sockets;

namespace Haggle.Dialects.Windi.Socket;

/// <summary>Frames of <c>/ws/chat</c>: messages, and receipts to their authors. This wire has no other words. Source: contracts/windi.md, 5.2.</summary>
internal sealed class WindiCodec : IWireCodec
{
    private const long Silence = -1;

    /// <summary>The common one for messages; receipts are each author's own.</summary>
    public long WordingFor(ChatEvent happened, in Listener listener) => happened switch
    {
        MessageSent => 0,
        PointerMoved moved => Concerns(moved, listener) ? listener.PersonId.Value : Silence,
        _ => Silence,
    };

    public Frame? Encode(ChatEvent happened, in Listener listener) => happened switch
    {
        MessageSent { Message.AuthorId: not null } sent => Message(sent.Message),
        PointerMoved moved when Concerns(moved, listener) => Receipts(moved, listener),
        _ => null,
    };

    public Frame? Encode(PersonalEvent happened, in Listener listener) => null;

    public Frame? Encode(FleetingEvent happened) => null;

    public Frame? Farewell(string reason) => null;

    public static Frame Message(Message message)
        => Frame.Json(FastApiJson.Writer, message, static (writer, said) => JsonSerializer.Serialize(writer, MessageJson.From(said, isRead: false), WindiJson.Wire.MessageJson));

    public static Frame Error(string detail, string? clientMessageId)
        => Frame.Json(FastApiJson.Writer, new ErrorFrame("error", detail, clientMessageId), static (writer, said) => JsonSerializer.Serialize(writer, said, WindiJson.Wire.ErrorFrame));

    private static bool Concerns(PointerMoved moved, in Listener listener)
    {
        if (moved.ReadIsPrivate || !listener.ReadReceipts)
            return false;
        foreach (var read in moved.JustRead)
            if (read.AuthorId == listener.PersonId)
                return true;
        return false;
    }

    /// <summary>One frame for each message, one after the other: a pointer may pass several at once.</summary>
    private static Frame Receipts(PointerMoved moved, in Listener listener)
    {
        var author = listener.PersonId;
        return Frame.Several(moved.JustRead.Where(read => read.AuthorId == author).Select(read => Frame.Json(
            FastApiJson.Writer, ReceiptFrame.From(moved, read), static (writer, said) => JsonSerializer.Serialize(writer, said, WindiJson.Wire.ReceiptFrame))));
    }
}
