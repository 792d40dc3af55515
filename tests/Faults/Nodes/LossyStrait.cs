using System.Buffers;
using System.Net;
using System.Net.Sockets;

namespace Haggle.Faults.Nodes;

/// <summary>The way from a node to Redis, on which publications get lost, swap places and come twice; all else goes through as it is.</summary>
internal sealed class LossyStrait : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource leaving = new();
    private readonly List<Task> flows = [];
    private readonly Random random;
    private readonly (string Host, int Port) far;
    private readonly Task accepting;

    public LossyStrait(string url, int seed)
    {
        random = new Random(seed);
        var address = new UriBuilder(url);
        far = (address.Host, address.Port);
        listener.Start();
        address.Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        Url = address.Uri.AbsoluteUri;
        accepting = AcceptAsync();
    }

    /// <summary>The same, through here.</summary>
    public string Url { get; }

    /// <summary>Publications that came through here unharmed.</summary>
    public int Passed { get; private set; }

    /// <summary>Publications that were lost.</summary>
    public int Lost { get; private set; }

    /// <summary>Publications that came after their successor, or twice.</summary>
    public int Muddled { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await leaving.CancelAsync();
        listener.Stop();
        await accepting;
        await Task.WhenAll(flows);
        listener.Dispose();
        leaving.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                flows.Add(CarryAsync(await listener.AcceptTcpClientAsync(leaving.Token)));
        }
        catch (OperationCanceledException)
        {
            // the story is over
        }
    }

    private async Task CarryAsync(TcpClient near)
    {
        using var there = new TcpClient();
        using (near)
        {
            try
            {
                await there.ConnectAsync(far.Host, far.Port, leaving.Token);
                await await Task.WhenAny(near.GetStream().CopyToAsync(there.GetStream(), leaving.Token), BringAsync(there.GetStream(), near.GetStream()));
            }
            catch (Exception over) when (over is OperationCanceledException or IOException or SocketException)
            {
                // one side has gone; so does the other
            }
        }
    }

    private async Task BringAsync(NetworkStream redis, NetworkStream node)
    {
        var pending = new ArrayBufferWriter<byte>();
        var buffer = new byte[64 * 1024];
        byte[]? late = null;
        while (await redis.ReadAsync(buffer, leaving.Token) is > 0 and var count)
        {
            pending.Write(buffer.AsSpan(0, count));
            var going = new ArrayBufferWriter<byte>();
            var taken = 0;
            while (RedisReply.LengthOf(pending.WrittenSpan[taken..]) is > 0 and var length)
            {
                Pass(pending.WrittenSpan.Slice(taken, length), going, ref late);
                taken += length;
            }

            var rest = pending.WrittenSpan[taken..].ToArray();
            pending.Clear();
            pending.Write(rest);
            await node.WriteAsync(going.WrittenMemory, leaving.Token);
        }
    }

    private void Pass(ReadOnlySpan<byte> reply, ArrayBufferWriter<byte> going, ref byte[]? late)
    {
        var fate = RedisReply.IsPublication(reply) ? random.Next(20) : 19;
        if (fate < 2)
        {
            Lost++;
            return;
        }

        if (fate == 2 && late is null)
        {
            late = reply.ToArray();
            Muddled++;
            return;
        }

        going.Write(reply);
        if (fate == 3)
        {
            going.Write(reply);
            Muddled++;
        }
        else if (fate < 19)
        {
            Passed++;
        }

        if (late is not null)
            going.Write(late);
        late = null;
    }
}
