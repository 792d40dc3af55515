using BenchmarkDotNet.Attributes;
using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;
using Haggle.Dialects.Native.Socket;
using Haggle.Realtime;
using Haggle.Realtime.Nodes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Haggle.Bench.Micro;

/// <summary>One message from its announcement until every member's socket has its bytes.</summary>
public class HubBenchmarks : IDisposable // BenchmarkDotNet derives from it
{
    private const int Chat = 12;
    private readonly Arrivals arrivals = new();
    private Hub hub = null!;
    private long seq;

    [Params(2, 1000)]
    public int Sockets { get; set; }

    [GlobalSetup]
    public void Connect()
    {
        var people = Enumerable.Range(0, Sockets).Select(i => new PersonId(Samples.Author.PersonId.Value + i)).ToArray();
        hub = new(new OneChat(new(new ChatId(Chat), 0, 0, ChatKind.Group, people, [])), new Alone(), TimeProvider.System, NullLogger<Hub>.Instance);
        var codec = new NativeCodec(EmailVisibility.Direct, TimeProvider.System);
        foreach (var person in people)
        {
            var connection = new Connection(static () => { }, new(person, true), null, codec, 4096);
            connection.Open(new Sink(arrivals));
            hub.Connect(connection);
        }
    }

    [Benchmark]
    public void AnnounceUntilAllHaveIt()
    {
        arrivals.Await(Sockets);
        hub.Announce(Samples.Sent(Chat, ++seq));
        arrivals.Wait();
    }

    [GlobalCleanup]
    public void Dispose()
    {
        arrivals.Dispose();
        GC.SuppressFinalize(this);
    }

    private sealed class OneChat(Audience audience) : IAudiences
    {
        public long Doubts => 0;

        public ValueTask<Audience?> AudienceAsync(ChatId chat, CancellationToken cancellation) => new(audience);

        public ValueTask<IReadOnlyList<Message>> MissedAsync(ChatId chat, long afterSeq, long afterRevision, int limit, CancellationToken cancellation)
            => throw new NotSupportedException("Nothing is missed here.");
    }

    private sealed class Arrivals : IDisposable
    {
        private readonly ManualResetEventSlim all = new();
        private int missing;

        public void Await(int count)
        {
            all.Reset();
            Volatile.Write(ref missing, count);
        }

        public void One()
        {
            if (Interlocked.Decrement(ref missing) == 0)
                all.Set();
        }

        public void Dispose() => all.Dispose();

        public void Wait()
        {
            if (!all.Wait(TimeSpan.FromSeconds(10)))
                throw new TimeoutException($"{missing} sockets did not get the message.");
        }
    }

    /// <summary>A socket that takes everything at once. One frame at a time is under way, so a write is a message.</summary>
    private sealed class Sink(Arrivals arrivals) : MemoryStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            arrivals.One();
            return default;
        }
    }
}
