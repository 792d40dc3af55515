using Haggle.Core;
using Haggle.Core.People;
using Haggle.Realtime;
using Haggle.Realtime.Metrics;
using Haggle.Realtime.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Haggle.Dialects.Native.Socket;

/// <summary><c>GET /ws</c>: one socket for everything that happens to a person. Source: contracts/messenger.md, A4 and B5.</summary>
internal sealed partial class NativeSocketEndpoint(
    SocketHost host, ICallers callers, CommandTable commands, NativeSocketOptions options, NativeCodec native, ILogger<NativeSocketEndpoint> log)
{
    private static readonly BasicCodec Basic = new();

    public NativeCodec Native => native;

    public async Task ServeAsync(HttpContext http)
    {
        if (!Handshake.IsWanted(http))
        {
            http.Response.Headers.Upgrade = "websocket";
            await Results.Json(new Shapes.ErrorJson("A WebSocket handshake is expected", "upgrade_required"), NativeJson.Wire.ErrorJson, statusCode: StatusCodes.Status426UpgradeRequired).ExecuteAsync(http);
            return;
        }
        if (!Handshake.IsOriginAllowed(http, options.AllowedOrigins))
        {
            Refused("origin");
            await Refusal.Forbidden("origin", "Pages of this origin may not connect").ToHttp().ExecuteAsync(http);
            return;
        }
        Result<Caller> identified;
        try
        {
            identified = await IdentifyAsync(http);
        }
        catch (StorageUnavailableException)
        {
            Refused("the store is away");
            await Refusal.Busy.ToHttp().ExecuteAsync(http);
            return;
        }
        if (!identified.TryGet(out var caller, out _))
        {
            // Refused after the handshake: before it, a browser would show 1006 and the page could not know why.
            Refused("no good credential");
            await SocketHost.AcceptAndCloseAsync(http, CloseCode.PolicyViolation, "not authenticated");
            return;
        }
        await TalkAsync(http, caller);
    }

    private ValueTask<Result<Caller>> IdentifyAsync(HttpContext http)
    {
        var query = http.Request.Query;
        if (query.TryGetValue("ticket", out var ticket))
            return callers.RedeemTicketAsync(ticket, http.RequestAborted);
        return callers.IdentifyAsync(query.TryGetValue("token", out var token) ? token.ToString() : FastApi.Callers.BearerOf(http.Request), http.RequestAborted);
    }

    private void Refused(string reason)
    {
        SocketMetrics.Refused(NativeDialect.Name);
        SocketRefused(log, reason);
    }

    private async Task TalkAsync(HttpContext http, Caller caller)
    {
        var connection = new Connection(
            http.Abort, new Listener(caller.Person.Id, caller.Person.ReadReceipts), caller.Session, Basic, NativeSocketOptions.LongestFrame)
        {
            Person = caller.Person,
            // A basic client cannot renew its token, so its socket lives as long as the session.
            Deadline = caller.SessionExpiresAt,
        };
        SocketConnected(log, caller.Person.Id);
        try
        {
            await host.TalkAsync(http, NativeDialect.Name, connection, new NativeConversation(connection, caller, commands, options, log, http.RequestAborted));
        }
        finally
        {
            SocketClosed(log, caller.Person.Id, connection.CloseReason);
        }
    }

    [LoggerMessage(20, LogLevel.Information, "WebSocket connected: user_id={Person}")]
    private static partial void SocketConnected(ILogger log, PersonId person);

    [LoggerMessage(21, LogLevel.Information, "WebSocket closed: user_id={Person} reason={Reason}")]
    private static partial void SocketClosed(ILogger log, PersonId person, string reason);

    [LoggerMessage(22, LogLevel.Information, "WebSocket refused: {Reason}")]
    private static partial void SocketRefused(ILogger log, string reason);
}
