using Haggle.Core;
using Haggle.Core.Messages;
using Haggle.Core.People;
using Haggle.Core.Presence;
using Haggle.Core.Receipts;
using Haggle.Core.Trade;
using Haggle.Dialects.Boards.Shapes;
using Haggle.Dialects.FastApi;
using Haggle.Realtime;
using Haggle.Realtime.Metrics;
using Haggle.Realtime.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Haggle.Dialects.Boards.Socket;

/// <summary>
/// <c>GET /ws/chat/{thread_id}?user_id=&amp;user_type=</c>: one socket for one thread, and a seller's channel. Source: contracts/boards.md, 5.1 and 5.4.
/// </summary>
internal sealed partial class BoardsSocketEndpoint(
    SocketHost host, Hub hub, Actors actors, Endpoints.People people, FindPair find, ListPairs list, SendNamedMessage send,
    SayTyping typing, MarkDelivered deliver, Endpoints.Places places, BoardsOptions options, TimeProvider clock, ILogger<BoardsSocketEndpoint> log)
{
    private const string Global = "global_";

    private static readonly Refusal NotYours = Refusal.Forbidden("thread", "Not your thread");

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
        if (!(await EnterAsync(http)).TryGet(out var talk, out var refusal))
        {
            Refused(refusal.Subject);
            var status = refusal.Kind == RefusalKind.Busy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status403Forbidden;
            await Answers.Detail(status, refusal.Sentence()).ExecuteAsync(http);
            return;
        }
        await talk();
    }

    /// <returns>What is done once the socket is open; one refusal says as little as another.</returns>
    private async ValueTask<Result<Func<Task>>> EnterAsync(HttpContext http)
    {
        if (!Uuids.Query(http.Request, "user_id").TryGet(out var user, out var refusal))
            return refusal;
        if (http.Request.Query["user_type"] is not [.., { } word] || Sides.Parse(word) is not { } side)
            return Refusal.Invalid("user_type", "expected buyer or seller");
        var deadline = DateTimeOffset.MaxValue;
        var (actor, session) = (Actor.Anybody, (SessionId?)null);
        if (!actors.TakesTheirWord)
        {
            if (!(await actors.IdentifyAsync(ProofOf(http.Request), http.RequestAborted)).TryGet(out var identified, out refusal))
                return refusal;
            (actor, session, deadline) = (identified.Actor, identified.Caller.Session, identified.Caller.SessionExpiresAt);
        }
        var thread = (string)http.Request.RouteValues["thread_id"]!;
        return thread.StartsWith(Global, StringComparison.Ordinal)
            ? await EnterChannelAsync(http, thread[Global.Length..], user, side, actor, session, deadline)
            : await EnterThreadAsync(http, thread, user, side, actor, session, deadline);
    }

    private async ValueTask<Result<Func<Task>>> EnterThreadAsync(
        HttpContext http, string thread, string user, Side side, Actor actor, SessionId? session, DateTimeOffset deadline)
    {
        if (!Uuids.Field(thread, "thread_id").TryGet(out var id, out var refusal)
            || !(await find.RunAsync(id, http.RequestAborted)).TryGet(out var pair, out refusal))
            return refusal;
        var me = pair.Of(side);
        if (Uuids.Of(me) != user || !actor.Is(me) || me.Person.IsDisabled)
            return NotYours;
        return Result<Func<Task>>.Of(() => TalkAsync(http, pair, side, session, deadline));
    }

    private async ValueTask<Result<Func<Task>>> EnterChannelAsync(
        HttpContext http, string owner, string user, Side side, Actor actor, SessionId? session, DateTimeOffset deadline)
    {
        if (side != Side.Seller || Uuids.Parse(owner) != user || !actor.Is(user) || (!actor.IsAnybody && actor.Side != Side.Seller))
            return NotYours;
        var found = actor.Trader is { } me ? me : await people.TakeAsync(Side.Seller, user, http.RequestAborted);
        return found.Then<Func<Task>>(seller => () => ListenAsync(http, seller, session, deadline));
    }

    private void Refused(string subject)
    {
        SocketMetrics.Refused(BoardsDialect.Name);
        SocketRefused(log, subject);
    }

    private async Task TalkAsync(HttpContext http, Pair pair, Side side, SessionId? session, DateTimeOffset deadline)
    {
        var person = pair.Of(side).Person;
        var codec = new ThreadCodec(pair, clock);
        var connection = new Connection(http.Abort, new Listener(person.Id, person.ReadReceipts), session, codec, BoardsOptions.LongestFrame)
        {
            Person = person, Deadline = deadline, Home = pair.ChatId, IsInRooms = true,
        };
        SocketConnected(log, person.Id, pair.ChatId);
        try
        {
            hub.EnterRoom(connection, pair.ChatId);
            var conversation = new ThreadConversation(connection, pair, side, send, typing, deliver, places, options.FramesPerSecond, clock, log, http.RequestAborted);
            await host.TalkAsync(http, BoardsDialect.Name, connection, conversation);
        }
        finally
        {
            SocketClosed(log, person.Id, pair.ChatId, connection.CloseReason);
        }
    }

    private async Task ListenAsync(HttpContext http, Trader seller, SessionId? session, DateTimeOffset deadline)
    {
        var channel = new SellerChannel(seller, list, clock, log);
        var connection = new Connection(http.Abort, new Listener(seller.Id, seller.Person.ReadReceipts), session, channel, BoardsOptions.LongestFrame)
        {
            Person = seller.Person, Deadline = deadline,
        };
        channel.Connection = connection;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        var telling = channel.TellAsync(end.Token);
        ChannelConnected(log, seller.Id);
        try
        {
            await host.TalkAsync(http, BoardsDialect.Name, connection, channel);
        }
        finally
        {
            await end.CancelAsync();
            await telling;
            ChannelClosed(log, seller.Id, connection.CloseReason);
        }
    }

    private static string? ProofOf(HttpRequest request)
        => request.Query.TryGetValue("token", out var token) ? token.ToString()
            : FastApi.Callers.BearerOf(request) ?? (request.Cookies.TryGetValue(BoardsOptions.Cookie, out var cookie) ? cookie : null);

    [LoggerMessage(LogLevel.Information, "Boards socket connected: user_id={Person} chat_id={Chat}")]
    private static partial void SocketConnected(ILogger log, PersonId person, Core.Chats.ChatId chat);

    [LoggerMessage(LogLevel.Information, "Boards socket closed: user_id={Person} chat_id={Chat} reason={Reason}")]
    private static partial void SocketClosed(ILogger log, PersonId person, Core.Chats.ChatId chat, string reason);

    [LoggerMessage(LogLevel.Information, "Boards seller socket connected: user_id={Person}")]
    private static partial void ChannelConnected(ILogger log, PersonId person);

    [LoggerMessage(LogLevel.Information, "Boards seller socket closed: user_id={Person} reason={Reason}")]
    private static partial void ChannelClosed(ILogger log, PersonId person, string reason);

    [LoggerMessage(LogLevel.Information, "Boards socket refused: {Subject}")]
    private static partial void SocketRefused(ILogger log, string subject);
}
