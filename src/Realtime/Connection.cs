using System.Collections.Immutable;
using Haggle.Core.Chats;
using Haggle.Core.People;
using Haggle.Core.Presence;
using Haggle.Realtime.Sockets;

namespace Haggle.Realtime;

/// <summary>What a dialect does with the frames of one socket.</summary>
public interface IConversation
{
    /// <summary>One text frame. The bytes are good until the returned task is done; the next frame is read after that.</summary>
    ValueTask HearAsync(ReadOnlyMemory<byte> utf8);

    /// <summary>A binary frame, for which no wire of ours has a use.</summary>
    void HearBinary();
}

/// <summary>One WebSocket of one person: a bounded queue out, a loop in, no timer and no buffer while nothing happens.</summary>
/// <remarks>What does not fit into the queue closes the socket with <see cref="CloseCode.TryAgainLater"/>: the client comes back and resumes. Nothing is dropped silently but fleeting things.</remarks>
public sealed class Connection
{
    /// <summary>What is said becomes visible to those who fetch the history so much later, at most.</summary>
    private static readonly TimeSpan Commit = TimeSpan.FromSeconds(1);

    private readonly Action abort;
    private readonly int longestMessage;
    private readonly SendQueue queue;
    private readonly Lock gate = new();
    private volatile ImmutableHashSet<ChatId> rooms = [];
    private bool isClosing;
    private CatchUp? catchUp;

    /// <param name="abort">Cuts the connection at once.</param>
    /// <param name="listener">Who listens.</param>
    /// <param name="session">The sign-in it belongs to; null for a marketplace's token.</param>
    /// <param name="codec">The wire's words.</param>
    /// <param name="longestMessage">Bytes of the longest frame that is taken.</param>
    public Connection(Action abort, Listener listener, SessionId? session, IWireCodec codec, int longestMessage)
    {
        this.abort = abort;
        this.longestMessage = longestMessage;
        queue = new SendQueue(abort);
        Listener = listener;
        Session = session;
        Codec = codec;
        LastHeard = Environment.TickCount64;
    }

    /// <summary>As the person is now, which may have changed since the socket was opened; null where only the listener is known.</summary>
    public Person? Person { get; set; }

    /// <summary>Changes with the person's own settings.</summary>
    public Listener Listener { get; internal set; }

    public SessionId? Session { get; }

    /// <summary>A socket may learn to speak better: basic ones become native.</summary>
    public IWireCodec Codec { get; set; }

    /// <summary>What this device says of its person.</summary>
    public PresenceStatus Status { get; set; } = PresenceStatus.Online;

    /// <summary>When the socket is closed because nothing entitles it any longer; the dialect may move it.</summary>
    public DateTimeOffset Deadline { get; set; } = DateTimeOffset.MaxValue;

    /// <summary>When the client's token ends, to be said a minute before; null when it cannot renew it, or has been told.</summary>
    public DateTimeOffset? TokenEnd { get; set; }

    /// <summary>When it began to hear.</summary>
    internal DateTimeOffset OpenedAt { get; set; }

    /// <summary>Milliseconds on <see cref="Environment.TickCount64"/> of the last frame heard.</summary>
    internal long LastHeard { get; private set; }

    /// <summary>When we asked whether somebody is there; 0 when no answer is due.</summary>
    internal long PingedAt { get; set; }

    /// <summary>When a closing began; 0 while it is open.</summary>
    internal long ClosingSince { get; private set; }

    /// <summary>The chat that this socket was opened for: it ends when its person is no longer in there. Null: it was opened for the person as a whole.</summary>
    public ChatId? Home { get; init; }

    /// <summary>So many sockets like this one its person may have at once; one more closes the oldest.</summary>
    public int MostAlike { get; init; } = PersonSockets.Most;

    /// <summary>Whether the socket hears only the chats whose room it has entered, and not all of its person's.</summary>
    public bool IsInRooms { get; init; }

    /// <summary>Whether others in a room are told of each socket like this one, and not only of a person's first and last: on wires that know sockets and no devices.</summary>
    public bool SpeaksForItself { get; init; }

    /// <summary>The rooms that it is in.</summary>
    public IReadOnlyCollection<ChatId> Rooms => rooms;

    /// <summary>The people this device watches; null while it watches nobody.</summary>
    internal HashSet<PersonId>? Watched { get; set; }

    public bool IsClosing => isClosing;

    /// <summary>Why it closed, for the log.</summary>
    public string CloseReason { get; private set; } = "gone";

    /// <summary>The code that it was closed with; null when it went without a word.</summary>
    internal CloseCode? ClosedWith { get; private set; }

    /// <summary>From now on what is sent goes out; until then it waits.</summary>
    public void Open(Stream stream) => queue.Open(stream);

    /// <summary>Sends what waits, and hears frames until the socket is closed by either side.</summary>
    /// <param name="stream">The upgraded stream.</param>
    /// <param name="conversation">What is done with the frames.</param>
    public async Task RunAsync(Stream stream, IConversation conversation)
    {
        Open(stream);
        var reader = new FrameReader(stream, longestMessage);
        try
        {
            while (true)
            {
                var incoming = await reader.ReadAsync();
                LastHeard = Environment.TickCount64;
                PingedAt = 0;
                switch (incoming.Kind)
                {
                    case Heard.Text when !isClosing:
                        await conversation.HearAsync(incoming.Payload);
                        break;
                    case Heard.Binary when !isClosing:
                        conversation.HearBinary();
                        break;
                    case Heard.Ping:
                        Send(Frame.Pong(incoming.Payload.Span));
                        break;
                    case Heard.Close:
                        CloseReason = isClosing ? CloseReason : "closed by client";
                        Close(CloseCode.Normal, "");
                        await queue.WhenEnded();
                        return;
                    case Heard.TooBig:
                        Close(CloseCode.TooBig, "frame too big");
                        await LingerAsync(stream);
                        return;
                    case Heard.Malformed:
                        Close(CloseCode.ProtocolError, "malformed frame");
                        await LingerAsync(stream);
                        return;
                    case Heard.End:
                        return;
                }
            }
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or ObjectDisposedException or Microsoft.AspNetCore.Connections.ConnectionAbortedException)
        {
            // The network went away under us; the client comes back and resumes.
        }
        finally
        {
            reader.Finish();
        }
    }

    /// <summary>Whether events of this chat are for this socket.</summary>
    public bool Hears(ChatId chat) => !IsInRooms || rooms.Contains(chat);

    /// <summary>By the board only. False when it is in there already.</summary>
    internal bool Enter(ChatId chat)
    {
        var before = rooms;
        rooms = before.Add(chat);
        return !ReferenceEquals(before, rooms);
    }

    /// <summary>By the board only. False when it was not in there.</summary>
    internal bool Leave(ChatId chat)
    {
        var before = rooms;
        rooms = before.Remove(chat);
        return !ReferenceEquals(before, rooms);
    }

    /// <summary>Queues a frame. False when the socket is closing, or closes because of it.</summary>
    public bool Send(Frame frame)
    {
        if (queue.TryAdd(frame))
            return true;
        Close(CloseCode.TryAgainLater, "too slow");
        return false;
    }

    /// <summary>Queues a frame as soon as the reader has taken most of what waits: for answers, which may be of any size and are waited for.</summary>
    /// <returns>False when the socket closes in the meantime.</returns>
    public ValueTask<bool> SendPatientlyAsync(Frame frame) => queue.AddPatientlyAsync(frame);

    /// <summary>Queues a frame that is worth sending only when there is room.</summary>
    public void SendFleeting(Frame frame)
    {
        if (catchUp is not { IsOver: false })
            queue.AddFleeting(frame);
    }

    /// <summary>Queues an event of a chat, in order of the chat's revision. While the client is catching up it waits.</summary>
    /// <returns>False when the socket has learnt other words than these of <paramref name="codec"/> meanwhile: the event is wanted in those.</returns>
    public bool Deliver(ChatId chat, long revision, Frame frame, IWireCodec codec)
    {
        if (catchUp is not null)
        {
            lock (gate)
                if (!ReferenceEquals(codec, Codec))
                    return false;
            if (IsWithheld(chat, revision, frame))
                return true;
        }
        Send(frame);
        return true;
    }

    /// <summary>From now on events of chats wait, until <see cref="EndCatchUp"/>, in the words of this codec: not one slips between what is read meanwhile and what is live.</summary>
    public void BeginCatchUp(IWireCodec codec)
    {
        lock (gate)
            (catchUp, Codec) = (new CatchUp(), codec);
    }

    /// <summary>The client has the chats up to these revisions: what waited and is newer follows now, what is older is dropped.</summary>
    public void EndCatchUp(IReadOnlyDictionary<ChatId, long> known)
    {
        lock (gate)
        {
            if (catchUp is null)
                return;
            foreach (var frame in catchUp.Finish(known))
                Send(frame);
        }
    }

    /// <summary>Nothing older than the catch-up can be under way any more.</summary>
    internal void ForgetCatchUp(long now)
    {
        lock (gate)
            if (catchUp is { IsOver: true } && now - catchUp.OverSince > 30_000)
                catchUp = null;
    }

    /// <summary>Says why and closes: what is queued is sent first. The sweep cuts the connection when the other side does not follow.</summary>
    public void Close(CloseCode code, string reason)
    {
        lock (gate)
        {
            if (isClosing)
                return;
            isClosing = true;
            ClosedWith = code;
            ClosingSince = Environment.TickCount64;
            if (CloseReason == "gone")
                CloseReason = reason;
        }
        queue.End(code == CloseCode.PolicyViolation ? Codec.Farewell(reason) : null, Frame.Close(Codec.Translate(code), reason));
    }

    /// <summary>Cuts the connection without a word.</summary>
    public void Abort() => abort();

    /// <summary>
    /// Whether a message that comes late is for this socket. After a catch-up it is known what the client has. One without has fetched the history
    /// when it was opened: what was said before is in there, and what was said just before is rather shown twice than not at all.
    /// </summary>
    internal bool IsOwed(DateTimeOffset sentAt) => catchUp is not null || sentAt >= OpenedAt - Commit;

    /// <summary>Hears nothing more, but stays until the other side has our close: a connection that ends at once may take it along.</summary>
    private static async Task LingerAsync(Stream stream)
    {
        var unheard = new byte[4096];
        while (await stream.ReadAsync(unheard) > 0)
        {
        }
    }

    private bool IsWithheld(ChatId chat, long revision, Frame frame)
    {
        lock (gate)
        {
            if (catchUp is null || !catchUp.Withholds(chat, revision, frame))
                return false;
            if (catchUp.HeldBytes <= SendQueue.MostBytes)
                return true;
        }
        Close(CloseCode.TryAgainLater, "too slow to catch up");
        return true;
    }
}
