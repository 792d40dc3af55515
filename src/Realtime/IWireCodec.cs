using Haggle.Core.Chats;
using Haggle.Core.Presence;
using Haggle.Realtime.Sockets;

namespace Haggle.Realtime;

/// <summary>Events in one wire's words. No state, no I/O: an event is encoded once per codec and wording, however many listen.</summary>
public interface IWireCodec
{
    /// <summary>Which wording of the event this listener gets: 0 for the common one; those with the same number get the same bytes.</summary>
    long WordingFor(ChatEvent happened, in Listener listener);

    /// <returns>The frame, or null when the wire has no word for it.</returns>
    Frame? Encode(ChatEvent happened, in Listener listener);

    Frame? Encode(PersonalEvent happened, in Listener listener);

    Frame? Encode(FleetingEvent happened);

    /// <summary>Said just before the socket is closed for this reason; null when the wire closes without a word.</summary>
    Frame? Farewell(string reason);

    /// <summary>The wire's own code, where it has one for this.</summary>
    CloseCode Translate(CloseCode code) => code;
}
