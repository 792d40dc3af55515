using System.Text.Json.Serialization;
using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;
using Haggle.Core.Presence;
using Haggle.Dialects.Native.Shapes;
using Haggle.Realtime;
using Haggle.Realtime.Presence;

namespace Haggle.Dialects.Native.Socket.Commands;

/// <summary><c>session.start</c>, <c>session.refresh</c>, <c>ping</c>: becoming a native socket, catching up, staying signed in.</summary>
internal sealed class SessionCommands(IChats chats, ICallers callers, NativeCodec native, Hub hub, MessageLimits messageLimits, ChatLimits chatLimits, TimeProvider clock) : ICommands, IDisposable
{
    private const int Protocol = 1;
    private const int MessagesPerChat = 100;
    private const int MostPositions = 10_000;

    /// <summary>After a restart everybody comes back at once: so many ask the store together, and leave its other connections to the rest.</summary>
    private readonly SemaphoreSlim turnstile = new(16);

    public IEnumerable<(string, Func<Command, CancellationToken, ValueTask<Outcome>>)> All =>
    [
        ("session.start", StartAsync),
        ("session.refresh", RefreshAsync),
        ("ping", PingAsync),
    ];

    public void Dispose() => turnstile.Dispose();

    private async ValueTask<Outcome> StartAsync(Command command, CancellationToken cancellation)
    {
        if (!command.Read(NativeJson.Wire.SessionStartJson).TryGet(out var start, out var refusal))
            return Outcome.Of(refusal);
        if (start.Protocol is not (null or Protocol))
            return Outcome.Of(Refusal.Invalid("protocol", "This server speaks protocol 1"));
        if (start.Status() is not { } status)
            return Outcome.Of(Refusal.Invalid("presence", "online or away"));
        if (start.Chats is { Count: > MostPositions })
            return Outcome.Of(Refusal.TooLarge("chats", $"At most {MostPositions} chats"));
        if (start.Chats?.Any(position => position is not { Count: 3 }) == true)
            return Outcome.Of(Refusal.Invalid("chats", "Each is [chat_id, seq, revision]"));
        var socket = command.From;
        var connection = socket.Connection;
        connection.BeginCatchUp(native);
        if (!socket.IsNative)
            Entitle(connection, socket.Caller);
        socket.IsNative = true;
        var known = new Dictionary<ChatId, long>();
        try
        {
            if (connection.Status != status)
            {
                connection.Status = status;
                hub.TellPresence(socket.Person.Id);
            }
            await CatchUpAsync(command, start, known, cancellation);
        }
        finally
        {
            connection.EndCatchUp(known);
        }
        return Outcome.Silent;
    }

    private async ValueTask CatchUpAsync(Command command, SessionStartJson start, Dictionary<ChatId, long> known, CancellationToken cancellation)
    {
        var socket = command.From;
        var connection = socket.Connection;
        var now = clock.Now();
        if (start.Chats is null)
        {
            connection.Send(Started(command, now, UnreadJson.From(await InTurnAsync(() => chats.UnreadAsync(socket.Person.Id, now, cancellation), cancellation))));
            return;
        }
        var request = new SyncRequest([.. start.Chats.Select(position => new ChatPosition(new ChatId(position[0]), position[1], position[2]))], MessagesPerChat);
        foreach (var position in request.Positions)
            known[position.ChatId] = position.Revision;
        var missed = await InTurnAsync(() => chats.SyncAsync(socket.Person.Id, request, now, cancellation), cancellation);
        await connection.SendPatientlyAsync(Started(command, now, UnreadJson.From(missed.Unread)));
        foreach (var chat in missed.Chats)
        {
            known[chat.Chat.Chat.Id] = chat.Chat.Chat.Revision;
            await connection.SendPatientlyAsync(Events.Frame("sync.chat", SyncChatJson.From(chat, socket.Viewer, now), NativeJson.Wire.SyncChatJson));
        }
        await connection.SendPatientlyAsync(Events.Frame(
            "sync.completed", new SyncCompletedJson([.. missed.Removed.Select(chat => chat.Value)], UnreadJson.From(missed.Unread)), NativeJson.Wire.SyncCompletedJson));
    }

    private async ValueTask<T> InTurnAsync<T>(Func<ValueTask<T>> ask, CancellationToken cancellation)
    {
        await turnstile.WaitAsync(cancellation);
        try
        {
            return await ask();
        }
        finally
        {
            turnstile.Release();
        }
    }

    private Realtime.Sockets.Frame Started(Command command, DateTimeOffset now, UnreadJson unread)
        => Events.Frame(
            "session.started",
            new SessionStartedJson(
                command.From.Caller.Session?.Value, MeJson.From(command.From.Person), Protocol, now, (int)Sweep.PingInterval.TotalMilliseconds,
                new LimitsJson(
                    messageLimits.ContentCodePoints, messageLimits.PayloadBytes, chatLimits.GroupMembers, NativeSocketOptions.LongestFrame,
                    PresenceBoard.MostWatched, (int)messageLimits.EditWindow.TotalSeconds),
                new TimingsJson((int)TypingBoard.Repeats.TotalMilliseconds, (int)TypingBoard.Expires.TotalMilliseconds, 1000),
                unread),
            NativeJson.Wire.SessionStartedJson,
            command.Id);

    private async ValueTask<Outcome> RefreshAsync(Command command, CancellationToken cancellation)
    {
        if (!command.Read(NativeJson.Wire.SessionRefreshJson).TryGet(out var refresh, out var refusal))
            return Outcome.Of(refusal);
        if (!(await callers.IdentifyAsync(refresh.AccessToken, cancellation)).TryGet(out var caller, out refusal))
            return Outcome.Of(refusal);
        var socket = command.From;
        if (caller.Person.Id != socket.Person.Id || caller.Session != socket.Caller.Session)
            return Outcome.Of(Refusal.Forbidden("access_token", "The token of another session"));
        socket.Caller = caller;
        socket.Connection.Person = caller.Person;
        if (socket.IsNative)
            Entitle(socket.Connection, caller);
        return Outcome.Of(new ExpiresJson(caller.TokenExpiresAt), NativeJson.Wire.ExpiresJson);
    }

    private ValueTask<Outcome> PingAsync(Command command, CancellationToken cancellation)
        => ValueTask.FromResult(Outcome.Of(new ServerTimeJson(clock.Now()), NativeJson.Wire.ServerTimeJson));

    /// <summary>A native client can renew its token, so its socket lives little longer than that.</summary>
    private static void Entitle(Connection connection, Caller caller)
    {
        var byToken = caller.TokenExpiresAt + NativeSocketOptions.TokenGrace;
        connection.Deadline = byToken < caller.SessionExpiresAt ? byToken : caller.SessionExpiresAt;
        connection.TokenEnd = caller.TokenExpiresAt;
    }
}

internal sealed record SessionStartJson(
    [property: JsonPropertyName("protocol")] int? Protocol,
    [property: JsonPropertyName("client")] string? Client,
    [property: JsonPropertyName("device_id")] string? DeviceId,
    [property: JsonPropertyName("chats")] IReadOnlyList<IReadOnlyList<long>>? Chats,
    [property: JsonPropertyName("presence")] string? Presence)
{
    public PresenceStatus? Status() => PresenceWords.Parse(Presence ?? "online");
}

internal sealed record SessionRefreshJson([property: JsonPropertyName("access_token")] string? AccessToken);

internal sealed record ExpiresJson([property: JsonPropertyName("expires_at")] DateTimeOffset ExpiresAt);

internal static class PresenceWords
{
    /// <summary>What a device may say of itself; null for any other word.</summary>
    public static PresenceStatus? Parse(string? word) => word switch
    {
        "online" => PresenceStatus.Online,
        "away" => PresenceStatus.Away,
        _ => null,
    };
}
