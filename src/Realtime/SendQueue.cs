using System.Buffers;
using Haggle.Realtime.Sockets;

namespace Haggle.Realtime;

/// <summary>Frames on their way to one reader: a bounded queue, and a writer that exists only while there is something to write.</summary>
/// <remarks>All that waits when the writer comes round leaves in one write.</remarks>
internal sealed class SendQueue(Action abort) : IThreadPoolWorkItem
{
    /// <summary>Bytes that may wait for a slow reader.</summary>
    public const int MostBytes = 1024 * 1024;

    /// <summary>Fleeting things are dropped from here on, to keep the room for messages.</summary>
    private const int FleetingBytes = MostBytes / 4;

    private const int WriteBytes = 16 * 1024;

    private readonly Lock gate = new();
    private List<Frame>? waiting;
    private List<Frame>? spare;
    private int waitingBytes; // queued or being written, but for what was sent patiently
    private int patientBytes; // of that
    private int queuedPatientBytes; // of that, not yet being written
    private Stream stream = Stream.Null;
    private bool isWriting = true; // until there is a stream to write to, nobody has to begin
    private bool isEnding;
    private bool hasEnded;
    private TaskCompletionSource? room;
    private TaskCompletionSource? end;

    /// <summary>From now on it is written; what waits goes first.</summary>
    public void Open(Stream to)
    {
        lock (gate)
        {
            stream = to;
            isWriting = waiting is { Count: > 0 };
            if (isWriting)
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    /// <summary>False when the reader is too slow for it, or nothing more is taken.</summary>
    public bool TryAdd(Frame frame)
    {
        lock (gate)
        {
            if (isEnding || waitingBytes + frame.Length > MostBytes)
                return false;
            Add(frame);
            return true;
        }
    }

    /// <summary>Takes it only when little else waits.</summary>
    public void AddFleeting(Frame frame)
    {
        lock (gate)
            if (!isEnding && waitingBytes + frame.Length <= FleetingBytes)
                Add(frame);
    }

    /// <summary>Takes a frame of any size as soon as the reader has taken most of those before.</summary>
    /// <returns>False when the queue ends in the meantime.</returns>
    public async ValueTask<bool> AddPatientlyAsync(Frame frame)
    {
        while (true)
        {
            Task wait;
            lock (gate)
            {
                if (isEnding)
                    return false;
                if (patientBytes == 0 || patientBytes + frame.Length <= MostBytes / 2)
                {
                    patientBytes += frame.Length;
                    queuedPatientBytes += frame.Length;
                    waitingBytes -= frame.Length; // what waits for its turn does not count as a slow reader's debt
                    Add(frame);
                    return true;
                }
                wait = (room ??= Signal()).Task;
            }
            await wait;
        }
    }

    /// <summary>Takes these last frames and nothing after them. What waits is sent before, unless the reader would never get through it.</summary>
    public void End(Frame? farewell, Frame close)
    {
        lock (gate)
        {
            if (isEnding)
                return;
            isEnding = true;
            room?.TrySetResult();
            if (waitingBytes > FleetingBytes)
                waiting?.Clear();
            else if (farewell is { } word)
                Add(word);
            Add(close);
        }
    }

    /// <summary>Done when the last frame has been written, or nothing can be written any more.</summary>
    public Task WhenEnded()
    {
        lock (gate)
            return hasEnded ? Task.CompletedTask : (end ??= Signal()).Task;
    }

    void IThreadPoolWorkItem.Execute() => _ = WriteAsync();

    private static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Add(Frame frame)
    {
        if (waiting is null)
            (waiting, spare) = (spare ?? [], null); // no longer spare: the writer must not empty it with what it wrote
        waiting.Add(frame);
        waitingBytes += frame.Length;
        if (isWriting)
            return;
        isWriting = true;
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    private async Task WriteAsync()
    {
        try
        {
            while (Take(out var patient) is { } batch)
            {
                var written = batch.Count == 1 ? await WriteOneAsync(batch[0]) : await WriteTogetherAsync(batch);
                var isLast = batch[^1].IsClose;
                batch.Clear();
                MakeRoom(written, patient, batch);
                if (!isLast)
                    continue;
                Ended();
                return; // the other side answers with its own close, or the sweep cuts the connection
            }
        }
        catch (Exception)
        {
            abort(); // whatever it was, this socket cannot be written to; its reading loop ends too
            Ended();
        }
    }

    private List<Frame>? Take(out int patient)
    {
        lock (gate)
        {
            patient = queuedPatientBytes;
            queuedPatientBytes = 0;
            if (waiting is null || waiting.Count == 0)
            {
                isWriting = false;
                return null;
            }
            var batch = waiting;
            waiting = spare;
            spare = null;
            return batch;
        }
    }

    private void MakeRoom(int written, int patient, List<Frame> emptied)
    {
        lock (gate)
        {
            waitingBytes -= written - patient;
            patientBytes -= patient;
            spare = emptied.Capacity <= 64 ? emptied : null;
            room?.TrySetResult();
            room = null;
        }
    }

    private void Ended()
    {
        lock (gate)
        {
            isEnding = hasEnded = true;
            room?.TrySetResult();
            end?.TrySetResult();
        }
    }

    private async ValueTask<int> WriteOneAsync(Frame frame)
    {
        await stream.WriteAsync(frame.Bytes);
        return frame.Length;
    }

    private async ValueTask<int> WriteTogetherAsync(List<Frame> batch)
    {
        var together = ArrayPool<byte>.Shared.Rent(WriteBytes);
        try
        {
            var filled = 0;
            var written = 0;
            foreach (var frame in batch)
            {
                written += frame.Length;
                if (filled + frame.Length > WriteBytes && filled > 0)
                {
                    await stream.WriteAsync(together.AsMemory(0, filled));
                    filled = 0;
                }
                if (frame.Length > WriteBytes)
                {
                    await stream.WriteAsync(frame.Bytes);
                    continue;
                }
                frame.Bytes.Span.CopyTo(together.AsSpan(filled));
                filled += frame.Length;
            }
            if (filled > 0)
                await stream.WriteAsync(together.AsMemory(0, filled));
            return written;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(together);
        }
    }
}
