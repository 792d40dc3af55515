using Haggle.Core;
using Haggle.Core.People;
using Haggle.Realtime;
using Haggle.Realtime.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Haggle.Dialects.Native.Socket;

/// <summary><c>GET /ws</c>: one socket for everything that happens to a person. Source: contracts/messenger.md, A4 and B5.</summary>
internal sealed partial class NativeSocketEndpoint(
    Hub hub, ICallers callers, CommandTable commands, NativeSocketOptions options, NativeCodec native, IHostApplicationLifetime lifetime, ILogger<NativeSocketEndpoint> log)
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
            await Refusal.Busy.ToHttp().ExecuteAsync(http);
            return;
        }
        await using var stream = await Handshake.AcceptAsync(http);
        if (!identified.TryGet(out var caller, out _))
        {
            // Refused after the handshake: before it, a browser would show 1006 and the page could not know why.
            SocketRefused(log);
            await CloseAtOnceAsync(stream);
            return;
        }
        await TalkAsync(http, stream, caller);
    }

    private ValueTask<Result<Caller>> IdentifyAsync(HttpContext http)
    {
        var query = http.Request.Query;
        if (query.TryGetValue("ticket", out var ticket))
            return callers.RedeemTicketAsync(ticket, http.RequestAborted);
        return callers.IdentifyAsync(query.TryGetValue("token", out var token) ? token.ToString() : Guards.BearerOf(http.Request), http.RequestAborted);
    }

    private async Task TalkAsync(HttpContext http, Stream stream, Caller caller)
    {
        Forget(http);
        var connection = new Connection(
            stream, http.Abort, new Listener(caller.Person.Id, caller.Person.ReadReceipts), caller.Session, Basic, NativeSocketOptions.LongestFrame)
        {
            Person = caller.Person,
            // A basic client cannot renew its token, so its socket lives as long as the session.
            Deadline = caller.SessionExpiresAt,
        };
        SocketConnected(log, caller.Person.Id);
        hub.Connect(connection);
        if (lifetime.ApplicationStopping.IsCancellationRequested)
            connection.Close(CloseCode.GoingAway, "going away");
        try
        {
            await connection.RunAsync(new NativeConversation(connection, caller, commands, options, log, http.RequestAborted));
        }
        finally
        {
            hub.Disconnect(connection);
            SocketClosed(log, caller.Person.Id, connection.CloseReason);
        }
    }

    /// <summary>The request stays in memory as long as the socket; its address with the token in it, and its headers, need not.</summary>
    private static void Forget(HttpContext http)
    {
        var request = http.Features.GetRequiredFeature<IHttpRequestFeature>();
        request.QueryString = "";
        request.RawTarget = "/ws";
        request.Headers.Clear();
        http.Features.Set<IQueryFeature>(null);
    }

    private static async Task CloseAtOnceAsync(Stream stream)
    {
        try
        {
            await stream.WriteAsync(Frame.Close(CloseCode.PolicyViolation, "not authenticated").Bytes);
        }
        catch (IOException)
        {
            // gone already
        }
    }

    [LoggerMessage(20, LogLevel.Information, "WebSocket connected: user_id={Person}")]
    private static partial void SocketConnected(ILogger log, PersonId person);

    [LoggerMessage(21, LogLevel.Information, "WebSocket closed: user_id={Person} reason={Reason}")]
    private static partial void SocketClosed(ILogger log, PersonId person, string reason);

    [LoggerMessage(22, LogLevel.Information, "WebSocket refused: no good credential")]
    private static partial void SocketRefused(ILogger log);
}
