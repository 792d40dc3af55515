using System.Globalization;
using Haggle.Core;
using Haggle.Core.Messages;
using Haggle.Core.People;
using Haggle.Dialects.FastApi;
using Haggle.Realtime;
using Haggle.Realtime.Metrics;
using Haggle.Realtime.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Haggle.Dialects.Windi.Socket;

/// <summary><c>GET /ws/chat?user_id=</c>: one socket for all chats of a person. Source: contracts/windi.md, 5.1.</summary>
internal sealed partial class WindiSocketEndpoint(SocketHost host, ICallers callers, SendMessage send, WindiCodec codec, WindiOptions options, ILogger<WindiSocketEndpoint> log)
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
        if (!(await IdentifyAsync(http)).TryGet(out var caller, out _))
        {
            Refused("no good credential");
            await Answers.Detail(StatusCodes.Status403Forbidden, "Not authenticated").ExecuteAsync(http);
            return;
        }
        await TalkAsync(http, caller);
    }

    /// <summary>A proof, wherever it is, has to be good and this person's own; without any, people's word counts where it is taken.</summary>
    private async ValueTask<Result<Caller>> IdentifyAsync(HttpContext http)
    {
        if (!long.TryParse(http.Request.Query["user_id"], NumberStyles.None, CultureInfo.InvariantCulture, out var id) || id <= 0)
            return Refusal.Unauthenticated("user_id is missing");
        var user = new PersonId(id);
        if (ProofOf(http.Request) is not { } proof)
            return await BelieveAsync(user, http.RequestAborted);
        return (await callers.IdentifyAsync(proof, http.RequestAborted)).TryGet(out var caller, out var refusal)
            ? caller.Person.Id == user ? caller : Refusal.Unauthenticated("Somebody else's token")
            : refusal;
    }

    private async ValueTask<Result<Caller>> BelieveAsync(PersonId user, CancellationToken cancellation)
    {
        if (!callers.TakesTheirWord)
            BareIdRefused(log);
        return await callers.BelieveAsync(user, cancellation);
    }

    private static string? ProofOf(HttpRequest request)
        => request.Query.TryGetValue("token", out var token) ? token.ToString()
            : FastApi.Callers.BearerOf(request) ?? (request.Cookies.TryGetValue(WindiOptions.Cookie, out var cookie) ? cookie : null);

    private void Refused(string reason)
    {
        SocketMetrics.Refused(WindiDialect.Name);
        SocketRefused(log, reason);
    }

    private async Task TalkAsync(HttpContext http, Caller caller)
    {
        var person = caller.Person;
        var connection = new Connection(http.Abort, new Listener(person.Id, person.ReadReceipts), caller.Session, codec, WindiOptions.LongestFrame)
        {
            Person = person,
            Deadline = caller.SessionExpiresAt,
        };
        SocketConnected(log, person.Id);
        try
        {
            await host.TalkAsync(http, WindiDialect.Name, connection, new WindiConversation(connection, person, send, options, log, http.RequestAborted));
        }
        finally
        {
            SocketClosed(log, person.Id, connection.CloseReason);
        }
    }

    [LoggerMessage(LogLevel.Information, "WinDI socket connected: user_id={Person}")]
    private static partial void SocketConnected(ILogger log, PersonId person);

    [LoggerMessage(LogLevel.Information, "WinDI socket closed: user_id={Person} reason={Reason}")]
    private static partial void SocketClosed(ILogger log, PersonId person, string reason);

    [LoggerMessage(LogLevel.Information, "WinDI socket refused: {Reason}")]
    private static partial void SocketRefused(ILogger log, string reason);

    [LoggerMessage(LogLevel.Warning, "A WinDI client came with a bare user_id; let it sign in on the same site, or add &token= to its address, or set HAGGLE_IDENTITY=trusted behind a gateway that asks")]
    private static partial void BareIdRefused(ILogger log);
}
