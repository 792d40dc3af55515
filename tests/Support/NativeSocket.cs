using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Haggle.Testing;

/// <summary>A client of the native WebSocket that reads all the time and forgets nothing. Source: contracts/messenger.md.</summary>
public sealed class NativeSocket : FrameSocket<NativeFrame>
{
    private int _commands;

    private NativeSocket()
        : base(NativeFrame.Parse)
    {
    }

    /// <summary>Connects as a basic socket.</summary>
    /// <param name="server">Its address, without a path.</param>
    /// <param name="token">An access token, good or bad; null for none.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="WebSocketException">The handshake failed.</exception>
    public static async Task<NativeSocket> ConnectAsync(Uri server, string? token, CancellationToken cancellation = default)
    {
        var client = new NativeSocket();
        try
        {
            var address = new UriBuilder(server) { Scheme = "ws", Path = "/ws", Query = token is null ? "" : $"token={Uri.EscapeDataString(token)}" };
            await client.OpenAsync(address.Uri, cancellation);
            return client;
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    /// <summary>Turns the socket into a native one, and waits until it has caught up.</summary>
    /// <param name="known">What this client has: chat, seq, revision. Null: no catch-up.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <returns>The event <c>session.started</c>.</returns>
    /// <exception cref="NativeRefusedException">The answer is an error.</exception>
    public async Task<JsonElement> StartSessionAsync(IEnumerable<(long Chat, long Seq, long Revision)>? known = null, CancellationToken cancellation = default)
    {
        var from = Frames.Count;
        var chats = known?.Select(chat => new[] { chat.Chat, chat.Seq, chat.Revision }).ToArray();
        var started = await CommandAsync("session.start", new { protocol = 1, client = "test", chats }, cancellation);
        if (chats is not null)
            await EventAsync("sync.completed", from: from, cancellation: cancellation);
        return started;
    }

    /// <summary>Sends a command and waits for its answer.</summary>
    /// <returns>The answer's data.</returns>
    /// <exception cref="NativeRefusedException">The answer is an error.</exception>
    public async Task<JsonElement> CommandAsync(string name, object data, CancellationToken cancellation = default)
    {
        var answer = await TryCommandAsync(name, data, cancellation);
        return answer.IsError ? throw new NativeRefusedException(name, null, answer.Code, answer.Data) : answer.Data;
    }

    /// <summary>Sends a command and waits for its answer, which may be an error.</summary>
    public async Task<NativeFrame> TryCommandAsync(string name, object data, CancellationToken cancellation = default)
    {
        var id = $"c{Interlocked.Increment(ref _commands)}";
        var from = Frames.Count;
        await SendTextAsync(JsonSerializer.Serialize(new { @event = name, data, id }), cancellation);
        return await Frames.FirstAsync(frame => frame.Id == id, $"the answer {id} to {name}", from, cancellation);
    }

    /// <summary>The first event of this name that <paramref name="wanted"/> accepts, now or when it comes.</summary>
    /// <param name="name">Such as <c>message.created</c>.</param>
    /// <param name="wanted">Asked about its data; null accepts all.</param>
    /// <param name="from">A position in <see cref="Frames"/>: frames before it do not count.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="InvalidOperationException">It did not come, with the frames that did.</exception>
    public Task<NativeFrame> EventAsync(string name, Func<JsonElement, bool>? wanted = null, int from = 0, CancellationToken cancellation = default)
        => Frames.FirstAsync(frame => frame.Event == name && (wanted is null || wanted(frame.Data)), $"the event {name}", from, cancellation);
}
