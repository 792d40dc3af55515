using System.Text;
using Haggle.Bench.Load.Wire;

namespace Haggle.Bench.Load.Crowds;

/// <summary>One socket of a lane: notes what it hears, and whether anything came twice, late or never.</summary>
internal sealed class Member : IFrameListener
{
    private readonly Lane lane;
    private readonly bool isAuthor;
    private HashSet<int>? holes;
    private int next;
    private long lastSeq;

    public Member(Lane lane, WebSocketClient socket, bool isAuthor)
    {
        (this.lane, this.isAuthor, Socket) = (lane, isAuthor, socket);
        IsReady = lane.Wire.Hello.IsEmpty;
    }

    public WebSocketClient Socket { get; }
    public bool IsReady { get; private set; }
    public int Missing => lane.Sent - next + (holes?.Count ?? 0);

    public void OnText(ReadOnlySpan<byte> payload)
    {
        while (!payload.IsEmpty)
        {
            var frame = payload;
            var heard = lane.Wire.Read(ref payload);
            if (heard.Sort == Sort.Ready)
                IsReady = true;
            else if (heard.Sort == Sort.Refused && (!IsReady || !lane.Owns(heard.Stamp))) // some wires do not say what they refuse
                lane.Tally.FirstTrouble ??= Encoding.UTF8.GetString(frame);
            else if (heard.Sort == Sort.Nothing || !lane.Owns(heard.Stamp))
                continue;
            else if (heard.Sort == Sort.Delivered)
                OnDelivered(heard);
            else if (heard.Sort == Sort.Refused)
                lane.OnRefused(Encoding.UTF8.GetString(frame));
            else
                OnAcknowledged(heard.Stamp.Number);
        }
    }

    public void OnClosed(int code)
    {
        lane.Tally.Closed++;
        lane.Tally.FirstTrouble ??= $"closed with {code}";
    }

    private void OnAcknowledged(int number)
    {
        lane.Tally.OnAcknowledged(lane.ScheduledAt(number), lane.Loop.Now);
        lane.OnHeard(number);
    }

    private void OnDelivered(in Heard heard)
    {
        var number = heard.Stamp.Number;
        if (!IsNew(number))
        {
            lane.Tally.Duplicates++;
            return;
        }
        if (heard.Seq > 0 && lastSeq > 0 && heard.Seq != lastSeq + 1)
            lane.Tally.OutOfOrder++;
        lastSeq = heard.Seq;
        if (!isAuthor)
        {
            lane.Tally.OnDelivered(lane.ScheduledAt(number), lane.Loop.Now);
            lane.OnHeard(number);
        }
        else if (lane.Wire.CopyAcknowledges)
            OnAcknowledged(number);
        else
            lane.OnHeard(number);
    }

    private bool IsNew(int number)
    {
        if (number == next)
        {
            next++;
            return true;
        }
        if (number < next)
            return holes is not null && holes.Remove(number);
        lane.Tally.OutOfOrder++;
        for (holes ??= []; next < number; next++)
            holes.Add(next);
        next++;
        return true;
    }
}
