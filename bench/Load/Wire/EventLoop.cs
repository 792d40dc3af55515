using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Haggle.Bench.Load.Wire;

/// <summary>A socket on the loop. Level triggered: what was not read is announced again.</summary>
internal interface IReady
{
    Socket Socket { get; }
    void OnReadable();
    void OnWritable();
}

/// <summary>
/// All sockets of the generator on one thread, over epoll. The framework's own asynchronous sockets would take a trip through the
/// thread pool for every read, on the two cores that the measured server needs.
/// </summary>
/// <remarks>Linux with glibc 2.35 or newer: <c>epoll_pwait2</c> waits in nanoseconds, and an open loop needs less than a millisecond.</remarks>
internal sealed partial class EventLoop : IDisposable
{
    private const int Capacity = 256, Add = 1, Remove = 2, Change = 3;
    private const uint In = 1, Out = 4, Error = 8, HungUp = 16;

    // The kernel packs this structure on x86-64 only.
    private static readonly bool Packed = RuntimeInformation.ProcessArchitecture == Architecture.X64;
    private static readonly int Stride = Packed ? 12 : 16, TokenAt = Packed ? 4 : 8;

    private readonly int epoll = Check(epoll_create1(0));
    private readonly byte[] events = new byte[Capacity * 16];
    private readonly List<IReady?> watched = [];
    private readonly CancellationToken stop;

    public EventLoop(CancellationToken stop) => this.stop = stop;

    /// <summary>Shared by all sockets of the loop, so that a silent one holds no buffer.</summary>
    public byte[] ReadBuffer { get; } = new byte[256 * 1024];

    /// <summary>Where a frame is put together before it goes out.</summary>
    public byte[] WriteBuffer { get; } = new byte[16 * 1024];

    /// <summary><see cref="Stopwatch"/> time of the event that is being handled.</summary>
    public long Now { get; private set; } = Stopwatch.GetTimestamp();

    /// <returns>The token that <see cref="Forget"/> and <see cref="WatchWrites"/> want.</returns>
    public int Watch(IReady ready)
    {
        watched.Add(ready);
        Control(Add, ready, watched.Count - 1, In);
        return watched.Count - 1;
    }

    public void WatchWrites(int token, bool writes)
        => Control(Change, watched[token]!, token, writes ? In | Out : In);

    public void Forget(int token)
    {
        if (watched[token] is not { } ready)
            return;
        Control(Remove, ready, token, 0);
        watched[token] = null;
    }

    /// <summary>Handles what is ready, after waiting until <paramref name="until"/> (<see cref="Stopwatch"/> time) for something to be.</summary>
    public void Turn(long until)
    {
        stop.ThrowIfCancellationRequested();
        var wait = Math.Clamp(until - Stopwatch.GetTimestamp(), 0, Stopwatch.Frequency / 10);
        var timeout = new Timespec(0, (long)(wait * (1e9 / Stopwatch.Frequency)));
        var count = epoll_pwait2(epoll, ref events[0], Capacity, timeout, 0);
        Now = Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++)
        {
            var one = events.AsSpan(i * Stride, Stride);
            var flags = MemoryMarshal.Read<uint>(one);
            // A socket that an earlier event of this turn has closed is no longer there.
            if (watched[(int)MemoryMarshal.Read<long>(one[TokenAt..])] is not { } ready)
                continue;
            Now = Stopwatch.GetTimestamp();
            if ((flags & Out) != 0)
                ready.OnWritable();
            if ((flags & (In | Error | HungUp)) != 0)
                ready.OnReadable();
        }
    }

    /// <summary>Turns until the condition holds.</summary>
    /// <returns>False when the time was over first.</returns>
    public bool TurnUntil(Func<bool> condition, TimeSpan atMost)
    {
        var end = Stopwatch.GetTimestamp() + (long)(atMost.TotalSeconds * Stopwatch.Frequency);
        while (!condition())
        {
            if (Stopwatch.GetTimestamp() >= end)
                return false;
            Turn(end);
        }
        return true;
    }

    public void Dispose() => _ = close(epoll);

    private void Control(int operation, IReady ready, int token, uint flags)
    {
        Span<byte> one = stackalloc byte[16];
        one.Clear();
        MemoryMarshal.Write(one, flags);
        MemoryMarshal.Write(one[TokenAt..], (long)token);
        Check(epoll_ctl(epoll, operation, (int)ready.Socket.Handle, ref one[0]));
    }

    private static int Check(int result)
        => result >= 0 ? result : throw new IOException($"epoll refused: error {Marshal.GetLastPInvokeError()}");

    private readonly record struct Timespec(long Seconds, long Nanoseconds);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_create1(int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_ctl(int epoll, int operation, int descriptor, ref byte change);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_pwait2(int epoll, ref byte events, int capacity, in Timespec timeout, nint signals);

    [LibraryImport("libc")]
    private static partial int close(int descriptor);
}
