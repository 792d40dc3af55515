using Haggle.Server.Tests.Ground;

namespace Haggle.Server.Tests.Authorisation;

/// <summary>
/// Who may do what over GameTrade's wire, in the form of <see cref="RouteTable"/>: in a group, which is no deal to this wire, and in a deal, whose buyer is the owner and
/// whose seller is the member. Nobody is taken at their word here, so it makes no difference whether others are.
/// </summary>
internal static class GameTradeTable
{
    private const string AsSystem = $"?system_token={Market.SystemToken}";

    public static readonly IReadOnlyList<RouteTable.Row> Rows =
    [
        // For probes.
        //                                                         nobody expired revoked backend  guest stranger former  moderator admin  member owner
        Row("GET /health",                                        "200    200     200     200      200   200      200     200       200    200    200"),
        Row("HEAD /health",                                       "200    200     200     200      200   200      200     200       200    200    200"),
        Row("GET /",                                              "200    200     200     200      200   200      200     200       200    200    200"),
        Row("HEAD /",                                             "200    200     200     200      200   200      200     200       200    200    200"),

        // A group.
        //                                                         nobody expired revoked backend  guest stranger former  moderator admin  member owner
        Row("POST /chats",                                        "401    401     401     401      201   201      201     201       201    201    201", _ => new { participant_ids = Array.Empty<int>() }),
        Row("GET /chats",                                         "401    401     401     401      200   200      200     200       200    200    200"),
        Row("GET /chats/{chat_id}",                               "401    401     401     401      404   404      404     404       404    200    200"),
        Row("PATCH /chats/{chat_id}",                             "401    401     401     401      404   404      404     404       404    403    403", _ => new { title = "Mine" }),
        Row("POST /chats/{chat_id}/messages",                     "401    401     401     401      404   404      404     404       404    201    201", _ => new { content = "Let me in" }),
        Row("GET /chats/{chat_id}/messages",                      "401    401     401     401      404   404      404     404       404    200    200"),
        Row("PATCH /chats/{chat_id}/messages/{message_id}",       "401    401     401     401      404   404      404     404       404    404    200", _ => new { content = "Is the red one still for sale?" }),
        Row("DELETE /chats/{chat_id}/messages/{message_id}",      "401    401     401     401      404   404      404     404       404    404    204"),
        Row("POST /chats/{chat_id}/read",                         "401    401     401     401      404   404      404     404       404    204    204"),
        Row("POST /chats/{chat_id}/moderator",                    "401    401     401     401      403   403      403     404       404    403    403", _ => new { moderator_id = 5 }),
        Row("POST /chats/{chat_id}/resolve",                      "401    401     401     401      403   403      403     404       404    403    403", _ => new { resolution_notes = "Mine" }),

        // A deal.
        //                                                         nobody expired revoked backend  guest stranger former  moderator admin  member owner
        Deal("GET /chats/{chat_id}",                              "401    401     401     401      404   404      404     404       404    200    200"),
        Deal("PATCH /chats/{chat_id}",                            "401    401     401     401      404   404      404     404       404    200    200", _ => new { status = "archived" }),
        Deal("PATCH /chats/{chat_id}",                            "401    401     401     401      404   404      404     404       404    403    403", _ => new { status = "resolved" }),
        Deal("POST /chats/{chat_id}/messages",                    "401    401     401     401      404   404      404     404       404    201    201", _ => new { content = "Let me in" }),
        Deal("POST /chats/{chat_id}/messages",                    "401    401     401     401      403   403      403     403       403    403    403", _ => new { content = "Sold", type = "system" }),
        Deal("POST /chats/{chat_id}/read",                        "401    401     401     401      404   404      404     404       404    204    204"),
        Deal("POST /chats/{chat_id}/moderator",                   "401    401     401     401      403   403      403     200       200    403    403", _ => new { moderator_id = 5 }),
        Deal("POST /chats/{chat_id}/resolve",                     "401    401     401     401      403   403      403     404       404    403    403", _ => new { resolution_notes = "Mine" }),

        // The marketplace's other services, by the token that they share; who else they are does not matter.
        //                                                         nobody expired revoked backend  guest stranger former  moderator admin  member owner
        Row("POST /chats/system/create",                          "401    401     401     401      401   401      401     401       401    401    401", _ => new { participant_ids = Array.Empty<int>() }),
        Row("POST /chats/system/create",                          "201    201     201     201      201   201      201     201       201    201    201", _ => new { participant_ids = new[] { 17 } }, AsSystem),
        Deal("PUT /chats/{chat_id}",                              "401    401     401     401      401   401      401     401       401    401    401", _ => new { listing_id = 5 }),
        Deal("PUT /chats/{chat_id}",                              "200    200     200     200      200   200      200     200       200    200    200", _ => new { listing_id = 5 }, AsSystem),
        Row("PUT /chats/{chat_id}",                               "403    403     403     403      403   403      403     403       403    403    403", _ => new { listing_id = 5 }, AsSystem),
    ];

    private static RouteTable.Row Row(string route, string cells, Func<Scene, object?>? body = null, string query = "")
        => new(route.Replace(" /", " ", StringComparison.Ordinal), cells, body, Query: query) { Door = "/gametrade/" };

    private static RouteTable.Row Deal(string route, string cells, Func<Scene, object?>? body = null, string query = "")
    {
        var row = Row(route, cells, body, query);
        return row with { Path = row.Route.Split(' ')[1].Replace("{chat_id}", "{deal}", StringComparison.Ordinal) };
    }
}
