namespace Haggle.Server.Tests.Authorisation;

/// <summary>Who may do what over GameTrade's wire, in the form of <see cref="RouteTable"/>, in a group: what people say among themselves is no deal to this wire.</summary>
internal static class GameTradeTable
{
    public static readonly IReadOnlyList<RouteTable.Row> Rows =
    [
        //                                                         nobody expired revoked backend  guest stranger former  moderator admin  member owner
        Row("GET health",                                         "200    200     200     200      200   200      200     200       200    200    200"),
        Row("POST chats",                                         "401    401     401     401      201   201      201     201       201    201    201", _ => new { participant_ids = Array.Empty<int>() }),
        Row("GET chats",                                          "401    401     401     401      200   200      200     200       200    200    200"),
        Row("GET chats/{chat_id}",                                "401    401     401     401      404   404      404     404       404    200    200"),
        Row("PATCH chats/{chat_id}",                              "401    401     401     401      404   404      404     404       404    403    403", _ => new { title = "Mine" }),
        Row("POST chats/{chat_id}/messages",                      "401    401     401     401      404   404      404     404       404    201    201", _ => new { content = "Let me in" }),
        Row("GET chats/{chat_id}/messages",                       "401    401     401     401      404   404      404     404       404    200    200"),
        Row("PATCH chats/{chat_id}/messages/{message_id}",        "401    401     401     401      404   404      404     404       404    404    200", _ => new { content = "Is the red one still for sale?" }),
        Row("DELETE chats/{chat_id}/messages/{message_id}",       "401    401     401     401      404   404      404     404       404    404    204"),
        Row("POST chats/{chat_id}/read",                          "401    401     401     401      404   404      404     404       404    204    204"),
        Row("POST chats/{chat_id}/moderator",                     "401    401     401     401      403   403      403     404       404    403    403", _ => new { moderator_id = 5 }),
        Row("POST chats/{chat_id}/resolve",                       "401    401     401     401      403   403      403     404       404    403    403", _ => new { resolution_notes = "Mine" }),
        Row("POST chats/system/create",                           "401    401     401     401      401   401      401     401       401    401    401", _ => new { participant_ids = Array.Empty<int>() }),
        Row("PUT chats/{chat_id}",                                "401    401     401     401      401   401      401     401       401    401    401", _ => new { listing_id = 5 }),
    ];

    private static RouteTable.Row Row(string route, string cells, Func<Scene, object?>? body = null) => new(route, cells, body) { Door = "/gametrade/" };
}
