using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.People;
using Haggle.Dialects.FastApi;
using Haggle.Dialects.Lais.Identity;
using Haggle.Dialects.Lais.Shapes;
using Haggle.Realtime;
using Haggle.Realtime.Metrics;
using Haggle.Realtime.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Haggle.Dialects.Lais.Socket;

/// <summary><c>GET /ws/seller/{seller_id}?user_id=</c>: news of all chats of a seller, for the inbox's badge. Source: contracts/lais.md, "The seller's socket".</summary>
internal sealed partial class SellerSocketEndpoint(SocketHost host, LookIntoChat look, LaisVerbs verbs, ILogger<SellerSocketEndpoint> log)
{
    public async Task ServeAsync(HttpContext http)
    {
        if (!Handshake.IsWanted(http))
        {
            http.Response.Headers.Upgrade = "websocket";
            await Answers.Detail(StatusCodes.Status426UpgradeRequired, "A WebSocket handshake is expected").ExecuteAsync(http);
            return;
        }
        var userId = UserIds.In(http.Request);
        if (!Handshake.IsOriginAllowed(http, verbs.Options.AllowedOrigins)
            || userId != http.Request.RouteValues["seller_id"] as string
            || UserIds.KindOf(userId) != PersonKind.Account)
        {
            SocketMetrics.Refused(LaisDialect.Name);
            SocketRefused(log, PersonRules.CheckExternalId(userId) is null ? UserIds.Short(userId) : "?");
            await Answers.Detail(StatusCodes.Status403Forbidden, "Forbidden").ExecuteAsync(http);
            return;
        }
        if (!(await verbs.Callers.EnterAsync(http, userId, "query.user_id")).TryGet(out var caller, out var refusal))
        {
            SocketMetrics.Refused(LaisDialect.Name);
            SocketRefused(log, UserIds.Short(userId));
            if (refusal.Kind == RefusalKind.Busy)
                await refusal.ToHttp().ExecuteAsync(http);
            else
                await SocketHost.AcceptAndCloseAsync(http, CloseCode.PolicyViolation, "not authenticated");
            return;
        }
        await TalkAsync(http, caller);
    }

    private async Task TalkAsync(HttpContext http, Caller caller)
    {
        var seller = caller.Person;
        var chats = new UnknownChats(look, http.RequestAborted);
        var connection = new Connection(http.Abort, new Listener(seller.Id, seller.ReadReceipts), caller.Session, chats.CodecFor(seller.Id), LaisOptions.LongestFrame)
        {
            Person = seller,
            Deadline = caller.SessionExpiresAt,
            MostAlike = LaisOptions.SellerSocketsOfOne,
        };
        chats.Tell = connection;
        connection.Send(LaisCodec.Say(new ConnectedFrame($"Connected to the chats of seller {seller.ExternalId}"), LaisJson.Wire.ConnectedFrame));
        SocketConnected(log, seller.ExternalId);
        try
        {
            await host.TalkAsync(http, LaisDialect.Name, connection, new SellerConversation(connection, verbs.Options));
        }
        finally
        {
            SocketDisconnected(log, seller.ExternalId, connection.CloseReason);
        }
    }

    [LoggerMessage(LogLevel.Information, "Lais seller socket connected: user_id={User}")]
    private static partial void SocketConnected(ILogger log, string user);

    [LoggerMessage(LogLevel.Information, "Lais seller socket error: refused: user_id={User}")]
    private static partial void SocketRefused(ILogger log, string user);

    [LoggerMessage(LogLevel.Information, "Lais seller socket disconnected: user_id={User} reason={Reason}")]
    private static partial void SocketDisconnected(ILogger log, string user, string reason);
}
