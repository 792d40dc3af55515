using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.People;
using Haggle.Dialects.FastApi;
using Haggle.Dialects.Lais.Identity;
using Haggle.Realtime;
using Haggle.Realtime.Metrics;
using Haggle.Realtime.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Haggle.Dialects.Lais.Socket;

/// <summary><c>GET /ws/{chat_id}?user_id=</c>: one socket for one user in one chat. Source: contracts/lais.md, "WebSocket".</summary>
internal sealed partial class LaisSocketEndpoint(SocketHost host, Hub hub, Seats seats, LaisRooms rooms, LaisVerbs verbs, ILogger<LaisSocketEndpoint> log)
{
    public async Task ServeAsync(HttpContext http)
    {
        if (!Handshake.IsWanted(http))
        {
            http.Response.Headers.Upgrade = "websocket";
            await Answers.Detail(StatusCodes.Status426UpgradeRequired, "A WebSocket handshake is expected").ExecuteAsync(http);
            return;
        }
        if (!Handshake.IsOriginAllowed(http, verbs.Options.AllowedOrigins))
        {
            LogRefusal(http, "origin");
            await Answers.Detail(StatusCodes.Status403Forbidden, "Pages of this origin may not connect").ExecuteAsync(http);
            return;
        }
        var userId = UserIds.In(http.Request);
        if (!PathIds.Read(http, "chat_id", "chat").TryGet(out var id, out var refusal)
            || !(await seats.TakeAsync(http, new ChatId(id), userId, "query.user_id")).TryGet(out var seat, out refusal))
        {
            await RefuseAsync(http, refusal);
            return;
        }
        await TalkAsync(http, seat, userId);
    }

    /// <summary>Before the socket can be used. Who has no good proof is told so by a code that a page can read; it could not read a status.</summary>
    private Task RefuseAsync(HttpContext http, Refusal refusal)
    {
        LogRefusal(http, refusal.Subject);
        return refusal.Kind switch
        {
            RefusalKind.Busy or RefusalKind.TooFast => refusal.ToHttp().ExecuteAsync(http),
            RefusalKind.Unauthenticated or RefusalKind.Forbidden when !verbs.Callers.IsOpen
                => SocketHost.AcceptAndCloseAsync(http, CloseCode.PolicyViolation, "not authenticated"),
            _ => Answers.Detail(StatusCodes.Status403Forbidden, refusal.Kind == RefusalKind.NotFound ? "Chat not found" : "Forbidden").ExecuteAsync(http),
        };
    }

    /// <summary>What was asked for was said by a stranger: only what has the form of an id is written down.</summary>
    private void LogRefusal(HttpContext http, string subject)
    {
        SocketMetrics.Refused(LaisDialect.Name);
        var userId = UserIds.In(http.Request);
        SocketRefused(
            log, subject, PathIds.Read(http, "chat_id", "chat").TryGet(out var id, out _) ? $"{id}" : "?",
            PersonRules.CheckExternalId(userId) is null ? UserIds.Short(userId) : "?");
    }

    private async Task TalkAsync(HttpContext http, Seat seat, string userId)
    {
        var (chat, person) = (seat.Chat.Id, seat.Caller.Person);
        var room = rooms.Enter(chat);
        try
        {
            room.Roster.Learn(person);
            await rooms.LearnAsync(room, person, seat.Chat.View, http.RequestAborted);
            var connection = new Connection(http.Abort, new Listener(person.Id, person.ReadReceipts), seat.Caller.Session, room.Codec, LaisOptions.LongestFrame)
            {
                Person = person,
                Deadline = seat.Caller.SessionExpiresAt,
                Home = chat,
                IsInRooms = true,
                MostAlike = LaisOptions.SocketsOfOne,
            };
            Greet(connection, room, chat);
            SocketConnected(log, chat, UserIds.Short(userId));
            try
            {
                await host.TalkAsync(http, LaisDialect.Name, connection, new LaisConversation(connection, person, userId, chat, verbs, log, http.RequestAborted));
            }
            finally
            {
                SocketDisconnected(log, chat, UserIds.Short(userId), connection.CloseReason);
            }
        }
        finally
        {
            rooms.Leave(chat);
        }
    }

    /// <summary>Who is here is the socket's first frame; said before it hears anything, and again if somebody came or went meanwhile.</summary>
    private void Greet(Connection connection, LaisRoom room, ChatId chat)
    {
        var me = connection.Listener.PersonId;
        var before = hub.PeopleIn(chat);
        var expected = before.Contains(me) ? before : [.. before, me];
        connection.Send(room.Codec.Online(expected));
        if (hub.EnterRoom(connection, chat) is { } present && !present.SequenceEqual(expected))
            connection.Send(room.Codec.Online(present));
    }

    [LoggerMessage(LogLevel.Information, "Lais socket connected: chat_id={Chat} user_id={User}")]
    private static partial void SocketConnected(ILogger log, ChatId chat, string user);

    [LoggerMessage(LogLevel.Information, "Lais socket disconnected: chat_id={Chat} user_id={User} reason={Reason}")]
    private static partial void SocketDisconnected(ILogger log, ChatId chat, string user, string reason);

    [LoggerMessage(LogLevel.Information, "Lais socket error: refused, {Subject}: chat_id={Chat} user_id={User}")]
    private static partial void SocketRefused(ILogger log, string subject, string chat, string user);
}
