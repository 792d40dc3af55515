namespace Haggle.Server.Tests.Authorisation;

/// <summary>
/// Who may do what over Lais's wire, in the form of <see cref="RouteTable"/>, in a chat about a listing. Where words are taken credentials are not
/// looked at: everybody is who they say. Nobody has left such a chat, so who was taken out of another is a stranger here.
/// </summary>
internal static class LaisTable
{
    public static readonly IReadOnlyList<RouteTable.Row> Rows =
    [
        // Everybody as they are.
        //                                                                nobody expired revoked backend  guest stranger former  moderator admin  member owner
        Row("GET /health",
            trusted:                                                     "200    200     200     200      200   200      200     200       200    200    200",
            verified:                                                    "200    200     200     200      200   200      200     200       200    200    200"),
        Row("HEAD /health",
            trusted:                                                     "200    200     200     200      200   200      200     200       200    200    200",
            verified:                                                    "200    200     200     200      200   200      200     200       200    200    200"),
        Row("GET /",
            trusted:                                                     "200    200     200     200      200   200      200     200       200    200    200",
            verified:                                                    "200    200     200     200      200   200      200     200       200    200    200"),
        Row("HEAD /",
            trusted:                                                     "200    200     200     200      200   200      200     200       200    200    200",
            verified:                                                    "200    200     200     200      200   200      200     200       200    200    200"),
        Row("POST chats", body: scene => new { iphone_id = scene.Listing, seller_id = int.Parse(scene.Cast.Extra.ExternalId, null), buyer_id = scene.Me },
            trusted:                                                     "200    200     200     200      200   200      200     200       200    200    200",
            verified:                                                    "401    401     401     401      403   200      200     200       200    200    200"),
        Row("GET chats/find", "?iphone_id={listing}&seller_id=7&buyer_id={me}",
            trusted:                                                     "200    200     200     200      200   200      200     200       200    200    200",
            verified:                                                    "401    401     401     401      403   200      200     200       200    200    200"),
        Row("GET chats/my", "?user_id={me}",
            trusted:                                                     "200    200     200     200      200   200      200     200       200    200    200",
            verified:                                                    "401    401     401     401      403   200      200     200       200    200    200"),
        Row("GET chats/my", "?user_id={me}&is_seller=true",
            trusted:                                                     "200    200     200     200      200   200      200     200       200    200    200",
            verified:                                                    "401    401     401     401      403   200      200     200       200    200    200"),
        Row("GET chats/seller/{seller_id}/grouped",
            trusted:                                                     "200    200     200     200      200   200      200     200       200    200    200",
            verified:                                                    "401    401     401     401      403   403      403     403       403    200    403"),
        Row("GET chats/{chat_id}",
            trusted:                                                     "200    200     200     200      200   200      200     200       200    200    200",
            verified:                                                    "401    401     401     401      403   403      403     403       403    200    200"),
        Row("GET chats/{chat_id}/info",
            trusted:                                                     "200    200     200     200      200   200      200     200       200    200    200",
            verified:                                                    "401    401     401     401      403   403      403     403       403    200    200"),
        Row("GET chats/{chat_id}/messages",
            trusted:                                                     "200    200     200     200      200   200      200     200       200    200    200",
            verified:                                                    "401    401     401     401      403   403      403     403       403    200    200"),
        Row("POST chats/{chat_id}/messages", body: scene => new { message_text = "Let me in", sender_id = scene.Me },
            trusted:                                                     "200    200     200     200      200   200      200     200       200    200    200",
            verified:                                                    "401    401     401     401      403   403      403     403       403    200    200"),
        Row("POST chats/{chat_id}/read", "?user_id={me}",
            trusted:                                                     "200    200     200     200      200   200      200     200       200    200    200",
            verified:                                                    "401    401     401     401      403   403      403     403       403    200    200"),
        Row("POST chats/{chat_id}/hide", "?user_id={me}",
            trusted:                                                     "200    200     200     200      403   403      403     403       403    200    200",
            verified:                                                    "401    401     401     401      403   403      403     403       403    200    200"),
        Row("POST chats/hide-for-order", "?post_id={listing}&buyer_id={me}",
            trusted:                                                     "200    200     200     200      200   200      200     200       200    200    200",
            verified:                                                    "401    401     401     200      403   200      200     200       200    200    200"),
        Row("POST chats/{chat_id}/leave-support", "?support_user_id={number}",
            trusted:                                                     "403    403     403     403      403   403      403     403       403    403    403",
            verified:                                                    "401    401     401     401      403   403      403     403       403    403    403"),
        Row("POST chats/{chat_id}/join-support", "?support_user_id={number}", // nobody has invited: 400 for who might come
            trusted:                                                     "400    400     400     400      400   400      400     400       400    400    400",
            verified:                                                    "401    401     401     401      403   403      403     400       400    403    403"),
        Row("POST chats/{chat_id}/invite-support", "?user_id={me}", // the second time: 400
            trusted:                                                     "200    400     400     400      403   403      403     403       403    400    400",
            verified:                                                    "401    401     401     401      403   403      403     403       403    200    400"),
        Row("GET chats/support/pending",
            trusted:                                                     "200    200     200     200      200   200      200     200       200    200    200",
            verified:                                                    "401    401     401     200      403   403      403     200       200    403    403"),
        Row("GET metrics", // the operator's, with the backend's key, wherever
            trusted:                                                     "401    401     401     200      401   401      401     401       401    401    401",
            verified:                                                    "401    401     401     200      401   401      401     401       401    401    401"),
        Row("DELETE chats/{chat_id}",
            trusted:                                                     "200    404     404     404      404   404      404     404       404    404    404",
            verified:                                                    "401    401     401     401      403   403      403     403       403    200    404"),

        // Everybody in the name of the buyer.
        //                                                                nobody expired revoked backend  guest stranger former  moderator admin  member owner
        Row("POST chats", body: scene => new { iphone_id = scene.Listing, seller_id = 7, buyer_id = scene.Cast.Owner.ExternalId },
            trusted:                                                     "200    200     200     200      200   200      200     200       200    200    200",
            verified:                                                    "401    401     401     401      403   403      403     403       403    403    200"),
        Row("GET chats/find", "?iphone_id={listing}&seller_id=7&buyer_id={buyer}",
            trusted:                                                     "200    200     200     200      200   200      200     200       200    200    200",
            verified:                                                    "401    401     401     401      403   403      403     403       403    403    200"),
        Row("GET chats/my", "?user_id={buyer}",
            trusted:                                                     "200    200     200     200      200   200      200     200       200    200    200",
            verified:                                                    "401    401     401     401      403   403      403     403       403    403    200"),
        Row("POST chats/{chat_id}/messages", body: scene => new { message_text = "It is me", sender_id = scene.Cast.Owner.ExternalId },
            trusted:                                                     "200    200     200     200      200   200      200     200       200    200    200",
            verified:                                                    "401    401     401     401      403   403      403     403       403    403    200"),
        Row("POST chats/{chat_id}/read", "?user_id={buyer}",
            trusted:                                                     "200    200     200     200      200   200      200     200       200    200    200",
            verified:                                                    "401    401     401     401      403   403      403     403       403    403    200"),
        Row("POST chats/{chat_id}/hide", "?user_id={buyer}",
            trusted:                                                     "200    200     200     200      200   200      200     200       200    200    200",
            verified:                                                    "401    401     401     401      403   403      403     403       403    403    200"),
        Row("POST chats/{chat_id}/invite-support", "?user_id={buyer}",
            trusted:                                                     "200    400     400     400      400   400      400     400       400    400    400",
            verified:                                                    "401    401     401     401      403   403      403     403       403    403    200"),
        Row("POST chats/hide-for-order", "?post_id={listing}&buyer_id={buyer}",
            trusted:                                                     "200    200     200     200      200   200      200     200       200    200    200",
            verified:                                                    "401    401     401     200      403   403      403     403       403    403    200"),
    ];

    /// <param name="route">Under <c>/api/chat/</c>, or with a slash before it under the door itself.</param>
    private static RouteTable.Row Row(string route, string query = "", Func<Scene, object?>? body = null, string trusted = "", string verified = "")
    {
        var (method, path) = (route.Split(' ')[0], route.Split(' ')[1]);
        var (door, rest) = path.StartsWith('/') ? ("/lais/", path[1..]) : ("/lais/api/chat/", path);
        var filled = rest.Replace("{chat_id}", "{deal}", StringComparison.Ordinal).Replace("{seller_id}", "{seller}", StringComparison.Ordinal);
        return new($"{method} {rest}", trusted, body, filled, query) { Door = door, Verified = verified };
    }
}
