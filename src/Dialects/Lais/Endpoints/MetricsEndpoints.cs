using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Dialects.FastApi;
using Haggle.Dialects.Lais.Identity;
using Haggle.Dialects.Lais.Shapes;
using Haggle.Dialects.Lais.Socket;
using Haggle.Realtime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Haggle.Dialects.Lais.Endpoints;

/// <summary>How many sockets of this wire are open on this node, and in which chats: for the operator alone. Source: contracts/lais.md, "Metrics".</summary>
internal static class MetricsEndpoints
{
    /// <summary>Chats that are told of one by one, those with most people first; any other may be asked for by its id.</summary>
    private const int MostChats = 1_000;

    public static void MapMetrics(this IEndpointRouteBuilder routes)
        => routes.MapGet("/metrics", CountAsync).Query("chat_id").Produces<MetricsJson>();

    private static async Task<IResult> CountAsync(HttpContext http, LaisCallers callers, Hub hub)
    {
        if (!await callers.IsBackendAsync(http)) // also where words are taken: the numbers are about everybody
            return Refusal.Unauthenticated("Not authenticated").ToHttp();
        var query = new QueryReader(http.Request);
        var only = query.Long("chat_id", 1);
        if (query.Refusal is { } wrong)
            return wrong.ToHttp();
        return TypedResults.Json(Count(hub.Connections, only is { } id ? new ChatId(id) : null), LaisJson.Wire.MetricsJson);
    }

    private static MetricsJson Count(IEnumerable<Connection> connections, ChatId? only)
    {
        var inChats = new Dictionary<ChatId, List<Connection>>();
        var (ofChats, ofSellers) = (0, 0);
        foreach (var connection in connections)
            if (connection is { Codec: LaisCodec, Home: { } chat })
            {
                ofChats++;
                if (inChats.TryGetValue(chat, out var others))
                    others.Add(connection);
                else
                    inChats.Add(chat, [connection]);
            }
            else if (connection.Codec is SellerCodec)
            {
                ofSellers++;
            }
        var online = inChats.Where(one => only is null || one.Key == only)
            .Select(one => new OnlineJson(one.Key.Value, one.Value.Select(connection => connection.Listener.PersonId).Distinct().Count(), one.Value.Count))
            .OrderByDescending(one => one.UsersOnline).ThenBy(one => one.ChatId).Take(MostChats);
        return new MetricsJson(ofChats + ofSellers, ofSellers, inChats.Count, [.. online]);
    }
}
