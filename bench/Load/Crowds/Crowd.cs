using System.Diagnostics;
using System.Net;
using Haggle.Bench.Load.Measure;
using Haggle.Bench.Load.Targets;
using Haggle.Bench.Load.Wire;

namespace Haggle.Bench.Load.Crowds;

/// <summary>All lanes of a measurement, on one loop: connects them, drives them and sends them home.</summary>
internal sealed class Crowd : IDisposable
{
    private const int GreetedAtOnce = 64;
    private static readonly TimeSpan KeepAliveEvery = TimeSpan.FromSeconds(12), SettleFor = TimeSpan.FromMilliseconds(300), WelcomeWithin = TimeSpan.FromMinutes(2);
    private readonly EventLoop loop;
    private readonly IWire wire;
    private readonly Lane[] lanes;
    private long nextKeepAlive;
    private bool refills;

    /// <param name="capacity">
    /// How far apart the numbers of messages under way in one chat may be; a power of two. More than are in flight: an acknowledgement
    /// may come after those of later messages.
    /// </param>
    public Crowd(EventLoop loop, ITarget target, IPEndPoint server, IReadOnlyList<Room> rooms, int capacity = 64)
    {
        (this.loop, wire) = (loop, target.Wire);
        var sockets = Sockets.Open(server, [.. rooms.SelectMany(room => room.Seats)]);
        var taken = 0;
        lanes = new Lane[rooms.Count];
        for (var i = 0; i < lanes.Length; i++)
        {
            var seats = sockets[taken..(taken += rooms[i].Seats.Count)];
            lanes[i] = new(wire, loop, Tally, rooms[i].Chat, seats, capacity, OnCompleted);
        }
        foreach (var member in Members)
            member.Socket.Listen(loop, member);
        Greet();
        nextKeepAlive = After(loop.Now, KeepAliveEvery);
        Turn(SettleFor); // a server may answer the upgrade just before it knows the socket
    }

    public Tally Tally { get; } = new();
    public long Lost => lanes.Sum(lane => lane.Lost);
    private IEnumerable<Member> Members => lanes.SelectMany(lane => lane.Members);

    /// <summary>Messages that have been sent since the crowd came together.</summary>
    public long Sent => lanes.Sum(lane => (long)lane.Sent);

    /// <summary>Closed loop: each lane keeps <paramref name="depth"/> messages in flight until <see cref="Rest"/>.</summary>
    public void Talk(int depth)
    {
        refills = true;
        foreach (var lane in lanes)
            for (var i = 0; i < depth; i++)
                lane.Send(Stopwatch.GetTimestamp(), Stopwatch.GetTimestamp());
    }

    public void Rest() => refills = false;

    /// <summary>All lanes talk, <paramref name="depth"/> messages each in flight, and a part of it is measured.</summary>
    public CpuUse RunClosed(int depth, TimeSpan leadIn, TimeSpan measured, CpuMeter meter)
    {
        Talk(depth);
        Turn(leadIn);
        meter.Start();
        Tally.Open(Stopwatch.GetTimestamp());
        Turn(measured);
        Tally.Close(Stopwatch.GetTimestamp());
        var use = meter.Stop();
        Rest();
        return use;
    }

    /// <summary>Open loop: messages leave at their time, round the lanes, however far the server is behind.</summary>
    public CpuUse RunOpen(double perSecond, TimeSpan leadIn, TimeSpan measured, CpuMeter meter)
    {
        var interval = Stopwatch.Frequency / perSecond;
        var start = Stopwatch.GetTimestamp();
        var (opens, ends) = (After(start, leadIn), After(start, leadIn + measured));
        var (sent, due, opened) = (0L, start, false);
        while (due < ends)
        {
            var now = Stopwatch.GetTimestamp();
            if (!opened && now >= opens)
            {
                meter.Start();
                Tally.Open(opens);
                opened = true;
            }
            for (; due <= now && due < ends; due = start + (long)(++sent * interval))
                lanes[sent % lanes.Length].Send(due, now);
            TurnOnce(Math.Min(due, ends));
        }
        Tally.Close(ends);
        return meter.Stop();
    }

    /// <summary>Sends exactly so many messages into the first lane, and waits until everybody has them.</summary>
    public void Send(int count, int depth, TimeSpan atMost)
    {
        var lane = lanes[0];
        if (!loop.TurnUntil(() =>
            {
                for (; lane.Sent < count && lane.InFlight < depth; lane.Send(loop.Now, loop.Now)) ;
                return lane.InFlight == 0;
            }, atMost) || Lost > 0)
            throw new TimeoutException($"{count} messages did not arrive within {atMost.TotalSeconds} s. {Tally.FirstTrouble}");
    }

    /// <summary>Waits for what is still under way.</summary>
    public void Drain(TimeSpan atMost)
    {
        var end = After(Stopwatch.GetTimestamp(), atMost);
        while (lanes.Any(lane => lane.InFlight > 0) && Stopwatch.GetTimestamp() < end)
            TurnOnce(end);
    }

    public void Turn(TimeSpan time)
    {
        var end = After(Stopwatch.GetTimestamp(), time);
        while (Stopwatch.GetTimestamp() < end)
            TurnOnce(end);
    }

    public void Dispose()
    {
        foreach (var member in Members)
            member.Socket.Leave();
    }

    /// <summary>A few at a time: how a server bears ten thousand greetings in one instant is another question than those asked here.</summary>
    private void Greet()
    {
        var silent = new Queue<Member>(Members.Where(member => !member.IsReady));
        var greeted = new List<Member>();
        var allReady = loop.TurnUntil(() =>
        {
            greeted.RemoveAll(member => member.IsReady);
            while (greeted.Count < GreetedAtOnce && silent.TryDequeue(out var next))
            {
                next.Socket.SendText(wire.Hello);
                greeted.Add(next);
            }
            return greeted.Count == 0;
        }, WelcomeWithin);
        if (!allReady)
            throw new TimeoutException($"{greeted.Count + silent.Count} sockets were not welcomed within {WelcomeWithin.TotalSeconds} s. {Tally.FirstTrouble}");
    }

    private void TurnOnce(long until)
    {
        loop.Turn(until);
        if (loop.Now < nextKeepAlive)
            return;
        nextKeepAlive = After(loop.Now, KeepAliveEvery);
        if (!wire.KeepAlive.IsEmpty)
            foreach (var member in Members)
                member.Socket.SendText(wire.KeepAlive);
    }

    private void OnCompleted(Lane lane)
    {
        if (refills)
            lane.Send(loop.Now, loop.Now);
    }

    private static long After(long now, TimeSpan time) => now + (long)(time.TotalSeconds * Stopwatch.Frequency);
}
