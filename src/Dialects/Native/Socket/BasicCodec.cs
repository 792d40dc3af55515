using System.Text.Json;
using Haggle.Core.Chats;
using Haggle.Core.Presence;
using Haggle.Dialects.Native.Shapes;
using Haggle.Realtime;
using Haggle.Realtime.Sockets;

namespace Haggle.Dialects.Native.Socket;

/// <summary>What a socket hears that has not said <c>session.start</c>: new messages with the seven documented fields, nothing else.</summary>
internal sealed class BasicCodec : IWireCodec
{
    public long WordingFor(ChatEvent happened, in Listener listener) => 0;

    public Frame? Encode(ChatEvent happened, in Listener listener)
        => happened is MessageSent sent ? Events.Frame("message.created", BasicMessageJson.From(sent.Message), NativeJson.Wire.BasicMessageJson) : null;

    public Frame? Encode(PersonalEvent happened, in Listener listener) => null;

    public Frame? Encode(FleetingEvent happened) => null;

    public Frame? Farewell(string reason) => null;
}
