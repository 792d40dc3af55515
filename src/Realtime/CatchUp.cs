using Haggle.Core.Chats;
using Haggle.Realtime.Sockets;

namespace Haggle.Realtime;

/// <summary>A client comes back: live events wait until it has been told what it missed, so that it may apply everything as it arrives.</summary>
internal sealed class CatchUp
{
    private List<(ChatId Chat, long Revision, Frame Frame)>? held = [];
    private IReadOnlyDictionary<ChatId, long>? known;

    public int HeldBytes { get; private set; }

    public bool IsOver => held is null;

    public long OverSince { get; private set; }

    /// <summary>True when the event must not be sent now: kept for later, or known to the client already.</summary>
    public bool Withholds(ChatId chat, long revision, Frame frame)
    {
        if (held is null)
            return IsKnown(chat, revision); // one that was under way while we read the database
        held.Add((chat, revision, frame));
        HeldBytes += frame.Length;
        return true;
    }

    /// <summary>What waited and is new to the client, in order.</summary>
    public IReadOnlyList<Frame> Finish(IReadOnlyDictionary<ChatId, long> upTo)
    {
        known = upTo;
        var fresh = held!.Where(item => !IsKnown(item.Chat, item.Revision)).Select(item => item.Frame).ToList();
        held = null;
        OverSince = Environment.TickCount64;
        return fresh;
    }

    private bool IsKnown(ChatId chat, long revision) => known!.TryGetValue(chat, out var at) && revision <= at;
}
