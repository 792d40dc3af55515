using BenchmarkDotNet.Attributes;
using Haggle.Realtime.Sockets;

namespace Haggle.Bench.Micro;

/// <summary>Taking a client's masked frames off a stream, four to a read, as four messages in flight arrive.</summary>
public class FrameBenchmarks
{
    private const int FramesPerRead = 4;
    private FrameReader reader = null!;

    [GlobalSetup]
    public void Open() => reader = new(new Endless(Masked(Samples.SendFrame, FramesPerRead)), 256 * 1024);

    [Benchmark(OperationsPerInvoke = FramesPerRead)]
    public async Task<int> Read()
    {
        var length = 0;
        for (var i = 0; i < FramesPerRead; i++)
            length += (await reader.ReadAsync()).Payload.Length;
        return length;
    }

    private static byte[] Masked(byte[] payload, int count)
    {
        byte[] header = [0x81, 0x80 | 126, (byte)(payload.Length >> 8), (byte)payload.Length, 1, 2, 3, 4];
        return [.. Enumerable.Range(0, count).SelectMany(_ => header.Concat(payload.Select((one, i) => (byte)(one ^ header[4 + i % 4]))))];
    }

    /// <summary>Gives the same bytes at every read.</summary>
    private sealed class Endless(byte[] bytes) : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (buffer.IsEmpty)
                return new(0);
            bytes.CopyTo(buffer);
            return new(bytes.Length);
        }
    }
}
