using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.People;
using Haggle.Core.Presence;
using Haggle.Dialects.FastApi;
using Haggle.Realtime;
using Haggle.Realtime.Metrics;
using Haggle.Realtime.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Haggle.Dialects.GameTrade.Socket;

/// <summary><c>/ws?token=</c> and <c>/ws/chat/{chat_id}?token=</c>. Source: contracts/gametrade.md, 5.1 and 5.2.</summary>
/// <remarks>Whoever is refused is refused before the socket opens: the original's page would otherwise come back at once, for ever.</remarks>
internal sealed partial class GameTradeSocketEndpoint(
    SocketHost host, Hub hub, ICallers callers, GetChat get, Joining joining, SayTyping typing, GameTradeCodec codec, GameTradeOptions options, ILogger<GameTradeSocketEndpoint> log)
{
    public async Task ServeAsync(HttpContext http)
    {
        if (!Handshake.IsWanted(http))
        {
            http.Response.Headers.Upgrade = "websocket";
            await Answers.Detail(StatusCodes.Status426UpgradeRequired, "A WebSocket handshake is expected").ExecuteAsync(http);
            return;
        }
        if (!Handshake.IsOriginAllowed(http, options.AllowedOrigins))
        {
            Refused("origin");
            await Answers.Detail(StatusCodes.Status403Forbidden, "Pages of this origin may not connect").ExecuteAsync(http);
            return;
        }
        if (!(await callers.IdentifyAsync(http.Request.Query["token"], http.RequestAborted)).TryGet(out var caller, out var refusal))
        {
            Refused(refusal.Kind == RefusalKind.Busy ? "the store is away" : "no good credential");
            await (refusal.Kind == RefusalKind.Busy ? refusal.ToHttp() : Answers.Detail(StatusCodes.Status403Forbidden, "Not authenticated")).ExecuteAsync(http);
            return;
        }
        ChatId? home = null;
        if (http.Request.RouteValues.ContainsKey("chat_id"))
        {
            if (!PathIds.Read(http, "chat_id", "chat").TryGet(out var id, out _) || (await get.RunAsync(caller.Person, new ChatId(id), http.RequestAborted)).Refusal is not null)
            {
                Refused("no access to this chat");
                await Answers.Detail(StatusCodes.Status403Forbidden, "No access to this chat").ExecuteAsync(http);
                return;
            }
            home = new ChatId(id);
        }
        await TalkAsync(http, caller, home);
    }

    private void Refused(string reason)
    {
        SocketMetrics.Refused(GameTradeDialect.Name);
        SocketRefused(log, reason);
    }

    private async Task TalkAsync(HttpContext http, Caller caller, ChatId? home)
    {
        var person = caller.Person;
        var connection = new Connection(http.Abort, new Listener(person.Id, person.ReadReceipts), caller.Session, codec, GameTradeOptions.LongestFrame)
        {
            Person = person,
            Deadline = caller.TokenExpiresAt,
            IsInRooms = true,
            SpeaksForItself = true,
            Home = home,
        };
        var visits = joining.Of(connection);
        SocketConnected(log, person.Id);
        try
        {
            if (home is { } chat && await visits.JoinAsync(person, chat, http.RequestAborted) is { } refusal)
            {
                await refusal.ToHttp().ExecuteAsync(http);
                return;
            }
            await host.TalkAsync(http, GameTradeDialect.Name, connection, new GameTradeConversation(connection, person, home, visits, hub, typing, options, log, http.RequestAborted));
        }
        finally
        {
            visits.End();
            SocketClosed(log, person.Id, connection.CloseReason);
        }
    }

    [LoggerMessage(LogLevel.Information, "GameTrade socket connected: user_id={Person}")]
    private static partial void SocketConnected(ILogger log, PersonId person);

    [LoggerMessage(LogLevel.Information, "GameTrade socket closed: user_id={Person} reason={Reason}")]
    private static partial void SocketClosed(ILogger log, PersonId person, string reason);

    [LoggerMessage(LogLevel.Information, "GameTrade socket refused: {Reason}")]
    private static partial void SocketRefused(ILogger log, string reason);
}
