namespace Haggle.Server.Tests.Authorisation;

/// <summary>Who may do what over WinDI's wire, in the form of <see cref="RouteTable"/>. Its refusals have no codes.</summary>
internal static class WindiTable
{
    public static readonly IReadOnlyList<RouteTable.Row> Rows =
    [
        //                                                         nobody expired revoked backend  guest stranger former  moderator admin  member owner
        Row("POST auth/register",                                 "422    422     422     422      422   422      422     422       422    422    422", _ => new { }),
        Row("POST auth/login",                                    "422    422     422     422      422   422      422     422       422    422    422", _ => new { }),
        Row("GET auth/me",                                        "401    401     401     401      200   200      200     200       200    200    200"),
        Row("PATCH auth/me",                                      "401    401     401     401      200   200      200     200       200    200    200", _ => new { name = "Somebody" }),
        Row("POST auth/logout",                                   "401    401     401     401      204   204      204     204       204    204    204", endsSession: true),
        Row("POST messages",                                      "401    401     401     401      404   404      404     404       404    201    201", scene => new { chat_id = scene.Chat, text = "Let me in" }),
        Row("POST messages/{message_id}/read",                    "401    401     401     401      404   404      404     404       404    200    200"),
        Row("POST messages/read",                                 "401    401     401     401      404   404      404     404       404    200    200", scene => new { chat_id = scene.Chat, up_to_message_id = scene.Message }),
        Row("GET messages/history/{chat_id}",                     "401    401     401     401      404   404      404     404       404    200    200"),
        Row("POST chats",                                         "401    401     401     401      201   201      201     201       201    201    201", scene => new { participant_ids = new[] { scene.Cast.Bystander.Id } }),
        Row("GET chats",                                          "401    401     401     401      200   200      200     200       200    200    200"),
        Row("GET chats/{chat_id}",                                "401    401     401     401      404   404      404     404       404    200    200"),
        Row("PATCH chats/{chat_id}",                              "401    401     401     401      404   404      404     404       404    403    200", _ => new { name = "Red bicycles" }),
        Row("POST chats/{chat_id}/participants",                  "401    401     401     401      404   404      404     404       404    403    201", scene => new { user_id = scene.Cast.Bystander.Id }),
        Row("DELETE chats/{chat_id}/participants/{user_id}",      "401    401     401     401      404   404      404     404       404    403    204"),
        Row("GET users",                                          "401    401     401     401      200   200      200     200       200    200    200", query: "?q=ol"),
    ];

    private static RouteTable.Row Row(string route, string cells, Func<Scene, object?>? body = null, string query = "", bool endsSession = false)
        => new(route, cells, body, Query: query, EndsSession: endsSession) { Door = "/windi/" };
}
