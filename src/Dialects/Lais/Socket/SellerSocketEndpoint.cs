using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.People;
using Haggle.Dialects.FastApi;
using Haggle.Dialects.Lais.Identity;
using Haggle.Dialects.Lais.Shapes;
using Haggle.Realtime;
using Haggle.Realtime.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Haggle.Dialects.Lais.Socket;

/// <summary><c>GET /ws/seller/{seller_id}?user_id=</c>: news of all chats of a seller, for the inbox's badge. Source: contracts/lais.md, "The seller's socket".</summary>
internal sealed partial class SellerSocketEndpoint(SocketHost host, ListChats list, LaisVerbs verbs, ILogger<SellerSocketEndpoint> log)
{
    /// <summary>Chats whose people are known from the start.</summary>
    private const int MostChats = 10_000;

    public async Task ServeAsync(HttpContext http)
    {
        if (!Handshake.IsWanted(http))
        {
            http.Response.Headers.Upgrade = "websocket";
            await Answers.Detail(StatusCodes.Status426UpgradeRequired, "A WebSocket handshake is expected").ExecuteAsync(http);
            return;
        }
        var userId = http.Request.Query["user_id"].ToString();
        if (!Handshake.IsOriginAllowed(http, verbs.Options.AllowedOrigins)
            || userId != http.Request.RouteValues["seller_id"] as string
            || UserIds.KindOf(userId) != PersonKind.Account)
        {
            await Answers.Detail(StatusCodes.Status403Forbidden, "Forbidden").ExecuteAsync(http);
            return;
        }
        if (!(await verbs.Callers.EnterAsync(http, userId, "query.user_id")).TryGet(out var caller, out var refusal))
        {
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
        var codec = new SellerCodec(seller.Id);
        var connection = new Connection(http.Abort, new Listener(seller.Id, seller.ReadReceipts), caller.Session, codec, LaisOptions.LongestFrame)
        {
            Person = seller,
            Deadline = caller.SessionExpiresAt,
        };
        await LearnAsync(codec, seller, http.RequestAborted);
        connection.Send(LaisCodec.Say(new ConnectedFrame($"Connected to the chats of seller {seller.ExternalId}"), LaisJson.Wire.ConnectedFrame));
        SocketConnected(log, seller.ExternalId);
        try
        {
            var talk = host.TalkAsync(http, connection, new SellerConversation(connection, verbs.Options)); // connected when this returns
            await LearnAgainAsync(codec, seller, http.RequestAborted);
            await talk;
        }
        finally
        {
            SocketDisconnected(log, seller.ExternalId, connection.CloseReason);
        }
    }

    /// <summary>A chat that was opened after the first look and before the socket heard of it.</summary>
    private async ValueTask LearnAgainAsync(SellerCodec codec, Person seller, CancellationToken cancellation)
    {
        try
        {
            await LearnAsync(codec, seller, cancellation);
        }
        catch (Exception outage) when (outage is StorageUnavailableException or OperationCanceledException)
        {
            // the talk goes on with what was known, or is over
        }
    }

    private async ValueTask LearnAsync(SellerCodec codec, Person seller, CancellationToken cancellation)
    {
        string? from = null;
        var count = 0;
        do
        {
            var page = await list.RunAsync(seller, new ChatFilter { Kind = ChatKind.Listing }, new PageRequest(PageRequest.MaxLimit, from), cancellation);
            foreach (var chat in page.Items.Select(LaisChat.Of).OfType<LaisChat>())
                codec.Learn(chat);
            count += page.Items.Count;
            from = page.Next;
        }
        while (from is not null && count < MostChats);
    }

    [LoggerMessage(LogLevel.Information, "Lais seller socket connected: user_id={User}")]
    private static partial void SocketConnected(ILogger log, string user);

    [LoggerMessage(LogLevel.Information, "Lais seller socket disconnected: user_id={User} reason={Reason}")]
    private static partial void SocketDisconnected(ILogger log, string user, string reason);
}

/// <summary>A seller's socket says <c>ping</c>, and nothing else that means anything.</summary>
internal sealed class SellerConversation(Connection connection, LaisOptions options) : IConversation
{
    private CommandRate rate = new(options.FramesPerSecond);

    public ValueTask HearAsync(ReadOnlyMemory<byte> utf8)
    {
        var now = Environment.TickCount64;
        if (rate.Refuse(now) is null)
        {
            if (utf8.Span.SequenceEqual("ping"u8))
                connection.Send(LaisCodec.Say(new PongFrame(), LaisJson.Wire.PongFrame));
        }
        else if (rate.IsHopeless(now))
        {
            connection.Close(CloseCode.PolicyViolation, "too many frames");
        }
        return default;
    }

    public void HearBinary()
    {
    }
}
