namespace Haggle.Server.Tests.Authorisation;

/// <summary>
/// Who may do what over Boards' wire: for each route the answers where people's word is taken and where it is not, a cell for each <see cref="BoardsCaller"/>.
/// The same requests are made in both. Source: contracts/boards.md, sections 2, 4 and 5.
/// </summary>
internal static class BoardsTable
{
    private const string Me = "?user_id={user_id}&user_type={side}";

    public static readonly IReadOnlyList<Row> Rows =
    [
        //                                            nobody bare expired foreign impostor newcomer stranger rival seller buyer admin
        new("GET health",
            Trusted:                                 "200    200  200     200     200      200      200      200   200    200   200",
            Verified:                                "200    200  200     200     200      200      200      200   200    200   200"),

        // Threads.
        new("POST chat-threads/start-with-seller",
            Trusted:                                 "422    201  201     201     201      201      201      422   422    201   201",
            Verified:                                "401    401  401     401     403      201      201      422   422    201   403", (scene, me) => new { buyer_id = me.BuyerId, seller_id = scene.Other }),
        new("POST chat-threads/start-with-seller", // a seller's id as the buyer's
            Trusted:                                 "422    403  403     403     403      403      403      403   403    403   403",
            Verified:                                "401    401  401     401     403      403      403      403   403    403   403", (scene, me) => new { buyer_id = me.Id is null ? null : scene.Seller, seller_id = scene.Other }),
        new("POST chat-threads",
            Trusted:                                 "422    201  201     201     201      201      201      422   422    201   201",
            Verified:                                "401    401  401     401     403      201      201      422   422    201   403", (scene, me) => new { id = BoardsScene.NewId(), buyer_id = me.BuyerId, seller_id = scene.Other }),
        new("GET chat-threads",
            Trusted:                                 "200    200  200     200     200      200      200      200   200    200   200",
            Verified:                                "401    401  401     401     403      403      403      403   403    403   403"),
        new("GET chat-threads/by-buyer/{user_id}",
            Trusted:                                 "200    200  200     200     200      200      200      200   200    200   200",
            Verified:                                "401    401  401     401     403      200      200      200   200    200   403"),
        new("GET chat-threads/by-seller/{user_id}",
            Trusted:                                 "200    200  200     200     200      200      200      200   200    200   200",
            Verified:                                "401    401  401     401     403      200      200      200   200    200   403"),
        new("GET chat-threads/{thread_id}",
            Trusted:                                 "200    200  200     200     200      200      200      200   200    200   200",
            Verified:                                "401    401  401     401     403      403      403      403   200    200   403"),
        new("PATCH chat-threads/{thread_id}",
            Trusted:                                 "403    403  403     403     403      403      403      403   403    403   403",
            Verified:                                "401    401  401     401     403      403      403      403   403    403   403", (scene, _) => new { seller_id = scene.Other }),
        new("PATCH chat-threads/{thread_id}/archive",
            Trusted:                                 "422    200  200     200     200      403      403      403   200    200   200",
            Verified:                                "401    401  401     401     403      403      403      403   200    200   403", Query: Me),
        new("DELETE chat-threads/{thread_id}",
            Trusted:                                 "403    403  403     403     403      403      403      403   403    403   403",
            Verified:                                "401    401  401     401     403      403      403      403   403    403   200"),

        // Messages.
        //                                            nobody bare expired foreign impostor newcomer stranger rival seller buyer admin
        new("POST chat-messages",
            Trusted:                                 "422    201  201     201     201      403      403      403   201    201   201",
            Verified:                                "401    401  401     401     403      403      403      403   201    201   403",
            (scene, me) => new { id = BoardsScene.NewId(), message = "Let me in", thread_id = scene.Thread, buyer_id = me.BuyerId, seller_id = me.SellerId }),
        new("GET chat-messages",
            Trusted:                                 "200    200  200     200     200      200      200      200   200    200   200",
            Verified:                                "401    401  401     401     403      403      403      403   403    403   403"),
        new("GET chat-messages/by-thread/{thread_id}",
            Trusted:                                 "200    200  200     200     200      200      200      200   200    200   200",
            Verified:                                "401    401  401     401     403      403      403      403   200    200   403"),
        new("PATCH chat-messages/{thread_id}/mark-read",
            Trusted:                                 "422    200  200     200     200      403      403      403   200    200   200",
            Verified:                                "401    401  401     401     403      403      403      403   200    200   403", Query: Me),
        new("GET chat-messages/unread-count/{user_id}",
            Trusted:                                 "422    200  200     200     200      200      200      200   200    200   200",
            Verified:                                "401    401  401     401     403      200      200      200   200    200   403", Query: "?user_type={side}"),
        new("GET chat-messages/unread-count/{user_id}", // in a thread that may be another's
            Trusted:                                 "422    200  200     200     200      200      200      200   200    200   200",
            Verified:                                "401    401  401     401     403      200      200      200   200    200   403", Query: "?user_type={side}&thread_id={thread_id}"),
        new("GET chat-messages/{message_id}",
            Trusted:                                 "200    200  200     200     200      200      200      200   200    200   200",
            Verified:                                "401    401  401     401     404      404      404      404   200    200   404"),
        new("PATCH chat-messages/{message_id}",
            Trusted:                                 "403    403  403     403     403      403      403      403   403    403   403",
            Verified:                                "401    401  401     401     404      404      404      404   403    200   404", (_, _) => new { message = "Is the red one still for sale?" }),
        new("PATCH chat-messages/{message_id}", // what is nobody's to change
            Trusted:                                 "403    403  403     403     403      403      403      403   403    403   403",
            Verified:                                "401    401  401     401     403      403      403      403   403    403   403", (scene, _) => new { message = "Mine", seller_id = scene.Other }),
        new("PUT chat-messages/{message_id}/reactions/{emoji}",
            Trusted:                                 "422    200  200     200     200      404      404      404   200    200   200",
            Verified:                                "401    401  401     401     403      404      404      404   200    200   403", Query: Me),
        new("DELETE chat-messages/{message_id}/reactions/{emoji}",
            Trusted:                                 "422    200  200     200     200      404      404      404   200    200   200",
            Verified:                                "401    401  401     401     403      404      404      404   200    200   403", Query: Me),
        new("DELETE chat-messages/{message_id}",
            Trusted:                                 "403    403  403     403     403      403      403      403   403    403   403",
            Verified:                                "401    401  401     401     404      404      404      404   403    200   200"),

        // Profiles.
        //                                            nobody bare expired foreign impostor newcomer stranger rival seller buyer admin
        new("POST buyers",
            Trusted:                                 "422    200  200     200     200      201      200      409   409    200   200",
            Verified:                                "401    401  401     401     403      201      200      403   403    200   403", (_, me) => new { id = me.Id, keycloak_uuid = me.Subject }),
        new("POST sellers",
            Trusted:                                 "422    409  409     409     409      201      409      200   200    409   409",
            Verified:                                "401    401  401     401     403      403      403      200   200    403   403", (_, me) => new { id = me.Id, keycloak_uuid = me.Subject }),
        new("GET buyers",
            Trusted:                                 "200    200  200     200     200      200      200      200   200    200   200",
            Verified:                                "401    401  401     401     200      200      200      200   200    200   200"),
        new("GET sellers",
            Trusted:                                 "200    200  200     200     200      200      200      200   200    200   200",
            Verified:                                "401    401  401     401     200      200      200      200   200    200   200"),
        new("GET buyers/{id}",
            Trusted:                                 "200    200  200     200     200      404      200      404   404    200   200",
            Verified:                                "401    401  401     401     200      404      200      404   404    200   200"),
        new("GET sellers/{id}",
            Trusted:                                 "404    404  404     404     404      404      404      200   200    404   404",
            Verified:                                "401    401  401     401     404      404      404      200   200    404   404"),
        new("GET buyers/by-keycloak/{keycloak_uuid}",
            Trusted:                                 "200    200  200     200     200      404      200      404   404    200   200",
            Verified:                                "401    401  401     401     200      404      200      404   404    200   200"),
        new("GET sellers/by-keycloak/{keycloak_uuid}",
            Trusted:                                 "404    404  404     404     404      404      404      200   200    404   404",
            Verified:                                "401    401  401     401     404      404      404      200   200    404   404"),
        new("PATCH buyers/{id}",
            Trusted:                                 "200    200  200     200     200      404      200      404   404    200   200",
            Verified:                                "401    401  401     401     403      404      200      404   404    200   403", (_, _) => new { is_online = true }),
        new("PATCH sellers/{id}",
            Trusted:                                 "404    404  404     404     404      404      404      200   200    404   404",
            Verified:                                "401    401  401     401     403      404      404      200   200    404   403", (_, _) => new { is_online = true }),
        new("DELETE buyers/{id}",
            Trusted:                                 "403    403  403     403     403      403      403      403   403    403   403",
            Verified:                                "401    401  401     401     403      403      403      403   403    403   200"),
        new("DELETE sellers/{id}",
            Trusted:                                 "403    403  403     403     403      403      403      403   403    403   403",
            Verified:                                "401    401  401     401     403      403      403      403   403    403   404"),
    ];

    /// <summary>Sockets, and what each hears for one frame: 101 for nothing at all, 403 for who is not let in.</summary>
    public static readonly IReadOnlyList<Row> Sockets =
    [
        //                                            nobody bare expired foreign impostor newcomer stranger rival seller buyer admin
        new("GET ws/chat/{thread_id}",
            Trusted:                                 "403    101  101     101     101      403      403      403   101    101   101",
            Verified:                                "403    403  403     403     403      403      403      403   101    101   403", Query: Me),
        new("GET ws/chat/{thread_id}",
            Trusted:                                 "403    buyer buyer  buyer   buyer    403      403      403   seller buyer buyer",
            Verified:                                "403    403  403     403     403      403      403      403   seller buyer 403", Query: Me)
        {
            IsTold = true, Frame = (scene, _) => new { type = "message", message = "Let me in", sender_id = scene.Other, sender_type = "seller", thread_id = BoardsScene.NewId() },
        },
        new("GET ws/chat/{thread_id}",
            Trusted:                                 "403    101  101     101     101      403      403      403   101    101   101",
            Verified:                                "403    403  403     403     403      403      403      403   101    101   403", Query: Me) { Frame = (_, _) => new { type = "typing" } },
        new("GET ws/chat/{thread_id}",
            Trusted:                                 "403    101  101     101     101      403      403      403   101    101   101",
            Verified:                                "403    403  403     403     403      403      403      403   101    101   403", Query: Me) { Frame = (_, _) => new { type = "stop_typing" } },
        new("GET ws/chat/{thread_id}",
            Trusted:                                 "403    pong pong    pong    pong     403      403      403   pong   pong  pong",
            Verified:                                "403    403  403     403     403      403      403      403   pong   pong  403", Query: Me) { Frame = (_, _) => new { type = "ping" } },
        new("GET ws/chat/{thread_id}",
            Trusted:                                 "403    101  101     101     101      403      403      403   101    101   101",
            Verified:                                "403    403  403     403     403      403      403      403   101    101   403", Query: Me) { Frame = (_, _) => new { type = "pong" } },
        new("GET ws/chat/{thread_id}",
            Trusted:                                 "403    error error  error   error    403      403      403   error  error error",
            Verified:                                "403    403  403     403     403      403      403      403   error  error 403", Query: Me) { Frame = (_, _) => new { type = "join" } },
        new("GET api/v1/ws/chat/{thread_id}",
            Trusted:                                 "403    101  101     101     101      403      403      403   101    101   101",
            Verified:                                "403    403  403     403     403      403      403      403   101    101   403", Query: Me),

        // A seller's channel: of those here only sellers have one, and nothing is said on it.
        //                                            nobody bare expired foreign impostor newcomer stranger rival seller buyer admin
        new("GET ws/chat/global_{user_id}",
            Trusted:                                 "403    403  403     403     403      403      403      101   101    403   403",
            Verified:                                "403    403  403     403     403      403      403      101   101    403   403", Query: Me),
        new("GET ws/chat/global_{user_id}", // a buyer who says to be a seller
            Trusted:                                 "403    403  403     403     403      101      403      101   101    403   403",
            Verified:                                "403    403  403     403     403      403      403      101   101    403   403", Query: "?user_id={user_id}&user_type=seller"),
        new("GET ws/chat/global_{user_id}",
            Trusted:                                 "403    403  403     403     403      403      403      101   101    403   403",
            Verified:                                "403    403  403     403     403      403      403      101   101    403   403", Query: Me) { Frame = (_, _) => new { type = "message", message = "Let me in" } },
        new("GET ws/chat/global_{user_id}",
            Trusted:                                 "403    403  403     403     403      403      403      pong  pong   403   403",
            Verified:                                "403    403  403     403     403      403      403      pong  pong   403   403", Query: Me) { Frame = (_, _) => new { type = "ping" } },
    ];

    /// <param name="Route">Method and path, without <c>/api/v1/</c> but for sockets.</param>
    /// <param name="Query">Left out by who says no id.</param>
    internal sealed record Row(string Route, string Trusted, string Verified, Func<BoardsScene, BoardsClaim, object?>? Body = null, string Query = "")
    {
        /// <summary>What is said on a socket; null: nothing.</summary>
        public Func<BoardsScene, BoardsClaim, object>? Frame { get; init; }

        /// <summary>What is said is told to everybody of the thread, and so to who says it.</summary>
        public bool IsTold { get; init; }

        public HttpMethod Method => new(Route.Split(' ')[0]);

        private string Path => Route.Split(' ')[1];

        /// <summary>As the server lists it.</summary>
        public string Listed => Path.Contains("ws/chat/", StringComparison.Ordinal)
            ? $"GET /boards/{Path.Replace("global_{user_id}", "{thread_id}", StringComparison.Ordinal)}"
            : $"{Method} /boards/api/v1/{Path}";

        public string Address(BoardsScene scene, BoardsClaim claim)
            => scene.Fill($"{Listed.Split(' ')[1]}".Replace("{thread_id}", Path.Contains("global_", StringComparison.Ordinal) ? "global_{user_id}" : "{thread_id}", StringComparison.Ordinal)
                + (claim.Id is null ? "" : Query), claim);

        public string Expected(bool isTrusted, BoardsCaller caller) => (isTrusted ? Trusted : Verified).Split(' ', StringSplitOptions.RemoveEmptyEntries)[(int)caller];
    }
}
