namespace Haggle.Server.Tests.Authorisation;

/// <summary>Who may do what over REST: a row for each route of the API's own description, a cell for each of <see cref="Who"/>.</summary>
/// <remarks>
/// A cell is the status, and behind a colon the error's code where it is not the usual one of that status. Where the route has a blank of
/// its own kind the row says what fills it; <c>{user_id}</c> is another member of the group.
/// </remarks>
internal static class RouteTable
{
    private const string Open = "/api/v1/";

    public static readonly IReadOnlyList<Row> Rows =
    [
        // Signing in asks nobody who they are. Empty bodies, so that no password is hashed.
        //                                                         nobody expired revoked backend  guest stranger former  moderator admin  member owner
        new("POST auth/register",                                 "422    422     422     422      422   422      422     422       422    422    422", _ => new { }),
        new("POST auth/login",                                    "422    422     422     422      422   422      422     422       422    422    422", _ => new { }),
        new("POST auth/refresh",                                  "422    422     422     422      422   422      422     422       422    422    422", _ => new { }),
        new("POST auth/exchange",                                 "422    422     422     422      422   422      422     422       422    422    422", _ => new { }),
        new("POST auth/guest",                                    "201    201     201     201      201   201      201     201       201    201    201", _ => new { }),

        // One's own sessions, and nobody else's.
        //                                                         nobody expired revoked backend  guest stranger former  moderator admin  member owner
        new("POST auth/logout",                                   "401    401     401     401      204   204      204     204       204    204    204", EndsSession: true),
        new("POST auth/logout-all",                               "401    401     401     401      204   204      204     204       204    204    204", EndsSession: true),
        new("GET auth/sessions",                                  "401    401     401     401      200   200      200     200       200    200    200"),
        new("DELETE auth/sessions/{session_id}",                  "401    401     401     401      404   404      404     404       404    404    204"),
        new("POST auth/guest/claim",                              "401    401     401     401      403   200      200     200       200    200    200", scene => new { guest_refresh_token = scene.Cast.GuestSecret }),
        new("DELETE auth/guest/claim",                            "401    401     401     401      204   204      204     204       204    204    204"),
        new("POST auth/ws-ticket",                                "401    401     401     401      200   200      200     200       200    200    200"),
        new("POST auth/password",                                 "401    401     401     401      409   409      409     409       409    409    409", _ => new { current_password = "nobody here has one", new_password = "a new password" }),

        // People: what everybody may see and do.
        //                                                         nobody expired revoked backend  guest stranger former  moderator admin  member owner
        new("GET users/me",                                       "401    401     401     401      200   200      200     200       200    200    200"),
        new("PATCH users/me",                                     "401    401     401     401      200   200      200     200       200    200    200", _ => new { bio = "I sell bicycles" }),
        new("GET users/search",                                   "401    401     401     401      200   200      200     200       200    200    200", Query: "?q=ol"),
        new("GET users/by-tag/{tag}",                             "401    401     401     401      200   200      200     200       200    200    200"),
        new("GET users/presence",                                 "401    401     401     401      200   200      200     200       200    200    200", Query: "?ids=2"),
        new("GET users/{user_id}",                                "401    401     401     401      200   200      200     200       200    200    200"),
        new("GET blocks",                                         "401    401     401     401      200   200      200     200       200    200    200"),
        new("PUT blocks/{user_id}",                               "401    401     401     401      204   204      204     204       204    204    204"),
        new("DELETE blocks/{user_id}",                            "401    401     401     401      204   204      204     204       204    204    204"),

        // Chats of one's own.
        //                                                         nobody expired revoked backend  guest stranger former  moderator admin  member owner
        new("GET chats",                                          "401    401     401     401      200   200      200     200       200    200    200"),
        new("GET chats/unread-count",                             "401    401     401     401      200   200      200     200       200    200    200"),
        new("POST chats/read-all",                                "401    401     401     401      204   204      204     204       204    204    204"),
        new("POST sync",                                          "401    401     401     401      200   200      200     200       200    200    200", scene => new { chats = new[] { new[] { scene.Chat, 0, 0 } } }),
        new("POST chats/direct",                                  "401    401     401     401      201   201      201     201       201    201    201", scene => new { user_id = scene.Cast.Bystander.Id }),
        new("POST chats/group",                                   "401    401     401     401      201   201      201     201       201    201    201", scene => new { title = "Another", member_ids = new[] { scene.Cast.Bystander.Id } }),
        new("POST chats/listing",                                 "401    401     401     401      201   201      201     201       201    201    201", scene => new { listing_id = $"bike-{scene.Chat}", seller_id = scene.Cast.Bystander.Id }),
        new("POST chats/support",                                 "401    401     401     401      201   201      201     201       201    201    201", _ => new { topic = "I need help" }),

        // A group: who is not in it does not learn that it exists. A moderator of the server may close it, and no more.
        //                                                         nobody expired revoked backend  guest stranger former  moderator admin  member owner
        new("GET chats/{chat_id}",                                "401    401     401     401      404   404      404     404       404    200    200"),
        new("PATCH chats/{chat_id}",                              "401    401     401     401      404   404      404     404       404    403    200", _ => new { title = "Red bicycles" }),
        new("DELETE chats/{chat_id}",                             "401    401     401     401      404   404      404     404       404    403    204"),
        new("POST chats/{chat_id}/close",                         "401    401     401     401      404   404      404     200       200    403    200"),
        new("POST chats/{chat_id}/reopen",                        "401    401     401     401      404   404      404     200       200    403    200"),
        new("DELETE chats/{chat_id}/history",                     "401    401     401     401      404   404      404     404       404    204    204"),
        new("PUT chats/{chat_id}/settings",                       "401    401     401     401      404   404      404     404       404    200    200", _ => new { pinned = true }),
        new("GET chats/{chat_id}/pins",                           "401    401     401     401      404   404      404     404       404    200    200"),
        new("PUT chats/{chat_id}/read",                           "401    401     401     401      404   404      404     404       404    200    200", _ => new { up_to_seq = 1 }),
        new("PUT chats/{chat_id}/delivered",                      "401    401     401     401      404   404      404     404       404    204    204", _ => new { up_to_seq = 1 }),
        new("POST chats/{chat_id}/unread",                        "401    401     401     401      404   404      404     404       404    204    204"),

        // Its members. What one may do oneself, leave, is the second of the last three.
        //                                                         nobody expired revoked backend  guest stranger former  moderator admin  member owner
        new("GET chats/{chat_id}/members",                        "401    401     401     401      404   404      404     404       404    200    200"),
        new("POST chats/{chat_id}/members",                       "401    401     401     401      404   404      404     404       404    403    201", scene => new { user_ids = new[] { scene.Cast.Bystander.Id } }),
        new("PATCH chats/{chat_id}/members/{user_id}",            "401    401     401     401      404   404      404     404       404    403    200", _ => new { role = "reader" }),
        new("DELETE chats/{chat_id}/members/{user_id}",           "401    401     401     401      404   404      404     404       404    403    204"),
        new("DELETE chats/{chat_id}/members/{user_id}",           "401    401     401     401      404   404      404     404       404    204    204", Path: "chats/{chat_id}/members/{member}"),

        // What is said in it. A moderator of the server may delete it, unseen.
        //                                                         nobody expired revoked backend  guest stranger former  moderator admin  member owner
        new("POST messages",                                      "401    401     401     401      404   404      404     404       404    201    201", scene => new { chat_id = scene.Chat, content = "Let me in" }),
        new("GET chats/{chat_id}/messages",                       "401    401     401     401      404   404      404     404       404    200    200"),
        new("GET messages/{message_id}",                          "401    401     401     401      404   404      404     404       404    200    200"),
        new("PATCH messages/{message_id}",                        "401    401     401     401      404   404      404     404       404    403    200", _ => new { content = "Is the red one still for sale?" }),
        new("GET messages/{message_id}/edits",                    "401    401     401     401      404   404      404     404       404    200    200"),
        new("DELETE messages/{message_id}",                       "401    401     401     401      404   404      404     204       204    403    204"),
        new("DELETE messages/{message_id}",                       "401    401     401     401      404   404      404     404       404    204    204", Query: "?for=me"),
        new("POST messages/{message_id}/forward",                 "401    401     401     401      404   404      404     404       404    201    201", scene => new { chat_ids = new[] { scene.Chat } }),
        new("GET messages/{message_id}/reactions",                "401    401     401     401      404   404      404     404       404    200    200"),
        new("PUT messages/{message_id}/reactions/{emoji}",        "401    401     401     401      404   404      404     404       404    204    204"),
        new("DELETE messages/{message_id}/reactions/{emoji}",     "401    401     401     401      404   404      404     404       404    204    204"),
        new("PUT messages/{message_id}/pin",                      "401    401     401     401      404   404      404     404       404    403    204"),
        new("DELETE messages/{message_id}/pin",                   "401    401     401     401      404   404      404     404       404    403    204"),
        new("GET messages/{message_id}/receipts",                 "401    401     401     401      404   404      404     404       404    403    200"),

        // What the marketplace's backend alone may do.
        //                                                         nobody expired revoked backend  guest stranger former  moderator admin  member owner
        new("PUT people/{external_id}",                           "401    401     401     201      401   401      401     401       401    401    401", _ => new { display_name = "Somebody" }, Path: "people/somebody-{chat_id}"),
        new("DELETE people/{external_id}",                        "401    401     401     204      401   401      401     401       401    401    401", Path: "people/nobody-{chat_id}"),
        new("POST tokens",                                        "401    401     401     200      401   401      401     401       401    401    401", scene => new { external_id = scene.Cast.Extra.ExternalId }),
        new("PUT listings/{external_id}",                         "401    401     401     201      401   401      401     401       401    401    401", _ => new { title = "Red bicycle" }, Path: "listings/new-{chat_id}"),
        new("GET listings/{external_id}",                         "401    401     401     404      401   401      401     401       401    401    401", Path: "listings/none-{chat_id}"),
        new("DELETE listings/{external_id}",                      "401    401     401     404      401   401      401     401       401    401    401", Path: "listings/none-{chat_id}"),
        new("POST server/messages",                               "401    401     401     201      401   401      401     401       401    401    401", scene => new { chat_id = scene.Chat, content = "Said by the shop" }),

        // For probes.
        //                                                         nobody expired revoked backend  guest stranger former  moderator admin  member owner
        new("GET health",                                         "200    200     200     200      200   200      200     200       200    200    200"),
        new("GET ready",                                          "200    200     200     200      200   200      200     200       200    200    200"),
    ];

    /// <param name="Route">Method and path as the description names them, without <c>/api/v1/</c>.</param>
    /// <param name="Cells">In the order of <see cref="Who"/>.</param>
    /// <param name="Body">What is sent; null for nothing.</param>
    /// <param name="Path">Where the route's own blanks will not do.</param>
    /// <param name="Query">Behind the path.</param>
    /// <param name="EndsSession">A guest, who has no second session, comes with a new one.</param>
    internal sealed record Row(string Route, string Cells, Func<Scene, object?>? Body = null, string? Path = null, string Query = "", bool EndsSession = false)
    {
        /// <summary>Whether the wire says a refusal's code.</summary>
        public bool HasCodes => Door == Open;

        /// <summary>What comes before the route.</summary>
        public string Door { get; init; } = Open;

        /// <summary>The cells where nobody's word is taken for who they are; null where that makes no difference.</summary>
        public string? Verified { get; init; }

        public HttpMethod Method => new(Route.Split(' ')[0]);

        public string Described => $"{Method} {Door}{Route.Split(' ')[1]}";

        public string Address(Scene scene) => scene.Fill(Door + (Path ?? Route.Split(' ')[1]) + Query);

        public string Expected(Who who, bool isVerified)
            => (isVerified ? Verified ?? Cells : Cells).Split(' ', StringSplitOptions.RemoveEmptyEntries)[(int)who];
    }
}
