using Haggle.Bench.Load.Wire;

namespace Haggle.Bench.Load.Crowds;

/// <summary>
/// One chat: the first seat writes, all seats listen. A message is in flight until its author has the acknowledgement and everybody,
/// the author included, has the message.
/// </summary>
internal sealed class Lane
{
    private static int lastId;
    private readonly int id = ++lastId; // never used twice, so a server may drop repeated client ids as it should
    private readonly IWire wire;
    private readonly EventLoop loop;
    private readonly Tally tally;
    private readonly Action<Lane> completed;
    private readonly long chat;
    private readonly long[] scheduled;
    private readonly int[] awaited;
    private readonly byte[] frame = new byte[1024];

    /// <param name="capacity">As of <see cref="Crowd"/>.</param>
    public Lane(IWire wire, EventLoop loop, Tally tally, long chat, IReadOnlyList<WebSocketClient> sockets, int capacity, Action<Lane> completed)
    {
        (this.wire, this.loop, this.tally, this.chat, this.completed) = (wire, loop, tally, chat, completed);
        (scheduled, awaited) = (new long[capacity], new int[capacity]);
        Members = [.. sockets.Select((socket, seat) => new Member(this, socket, isAuthor: seat == 0))];
    }

    public IReadOnlyList<Member> Members { get; }
    public IWire Wire => wire;
    public EventLoop Loop => loop;
    public Tally Tally => tally;
    public int Sent { get; private set; }
    public int InFlight { get; private set; }

    /// <summary>Copies that members should have by now and have not.</summary>
    public long Lost => Members.Sum(member => member.Missing);

    /// <param name="due">When the message should go out, as <see cref="System.Diagnostics.Stopwatch"/> time; latencies count from here.</param>
    public void Send(long due, long now)
    {
        var slot = Sent & (scheduled.Length - 1);
        if (InFlight == scheduled.Length)
            throw new InvalidOperationException($"More than {InFlight} messages of one chat are under way.");
        scheduled[slot] = due;
        awaited[slot] = Members.Count + (wire.CopyAcknowledges ? 0 : 1);
        var length = wire.WriteSend(frame, chat, new(id, Sent));
        Sent++;
        InFlight++;
        tally.OnSent(due, now);
        Members[0].Socket.SendText(frame.AsSpan(0, length));
    }

    public bool Owns(Stamp stamp) => stamp.Lane == id && stamp.Number < Sent;

    public long ScheduledAt(int number) => scheduled[number & (scheduled.Length - 1)];

    public void OnHeard(int number)
    {
        if (--awaited[number & (scheduled.Length - 1)] == 0)
            Complete();
    }

    /// <summary>A refused message is over, and its copies stay missing.</summary>
    public void OnRefused(string frame)
    {
        tally.Refused++;
        tally.FirstTrouble ??= frame;
        Complete();
    }

    private void Complete()
    {
        InFlight--;
        completed(this);
    }
}
