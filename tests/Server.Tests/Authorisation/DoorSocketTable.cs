namespace Haggle.Server.Tests.Authorisation;

/// <summary>
/// Who gets which socket of GameTrade's and WinDI's wires, and is heard on it: a row for each path and frame, cells for each of <see cref="Who"/>, in a group and in a deal
/// as in <see cref="GameTradeTable"/>.
/// </summary>
/// <remarks>A cell is <c>ok</c>, <c>error</c> for a frame that is answered with one, or the status of a handshake that is refused.</remarks>
internal static class DoorSocketTable
{
    private const string ByToken = "/gametrade/ws?token={token}", Home = "/gametrade/ws/chat/{chat_id}?token={token}", Deal = "/gametrade/ws/ws/chat/{deal}?token={token}";
    private const string Mine = "/windi/ws/chat?user_id={my_id}", Owners = "/windi/ws/chat?user_id={owner_id}";
    private const string Say = """{"chat_id": {chat_id}, "text": "Let me in", "client_message_id": "{my_id}"}""";

    public static readonly IReadOnlyList<Row> Rows =
    [
        // GameTrade: by the token in the address alone. Nobody's word is taken, wherever we are.
        //                                                          nobody expired revoked backend  guest stranger former  moderator admin  member owner
        new(ByToken, """{"type": "ping"}""",                       "403    403     403     403      ok    ok       ok      ok        ok     ok     ok"),
        new(ByToken, GameTrade("join_chat", "{chat_id}"),          "403    403     403     403      error error    error   error     error  ok     ok"),
        new(ByToken, GameTrade("join_chat", "{deal}"),             "403    403     403     403      error error    error   error     error  ok     ok"),
        new(ByToken, GameTrade("typing", "{chat_id}"),             "403    403     403     403      error error    error   error     error  error  error"),
        new(ByToken, GameTrade("leave_chat", "{chat_id}"),         "403    403     403     403      ok    ok       ok      ok        ok     ok     ok"),
        new(Home, """{"type": "typing"}""",                        "403    403     403     403      403   403      403     403       403    ok     ok"),
        new(Home, GameTrade("join_chat", "{deal}"),                "403    403     403     403      403   403      403     403       403    ok     ok"),
        new(Deal, """{"type": "leave_chat"}""",                    "403    403     403     403      403   403      403     403       403    ok     ok"),

        // WinDI: by a credential, which must be good and the person's own; without any, by their word, where that is taken.
        //                                                          nobody expired revoked backend  guest stranger former  moderator admin  member owner
        new(Mine, Say,                                             "ok     403     403     ok       error error    error   error     error  ok     ok")
            { Verified =                                           "403    403     403     403      error error    error   error     error  ok     ok" },
        new(Owners, Say,                                           "ok     403     403     ok       403   403      403     403       403    403    ok")
            { Verified =                                           "403    403     403     403      403   403      403     403       403    403    ok" },
        new("/windi/ws/chat", Say,                                 "403    403     403     403      403   403      403     403       403    403    403"),
    ];

    private static string GameTrade(string type, string chat) => $$$"""{"type": "{{{type}}}", "data": {"chat_id": {{{chat}}}}}""";

    /// <param name="Path">Of the socket, with blanks as in <see cref="Scene.Fill"/>; <c>{token}</c> is whoever's access token.</param>
    /// <param name="Frame">What is said on it.</param>
    internal sealed record Row(string Path, string Frame, string Cells)
    {
        /// <summary>The cells where nobody's word is taken for who they are; null where that makes no difference.</summary>
        public string? Verified { get; init; }

        public string Expected(Who who, bool isVerified)
            => (isVerified ? Verified ?? Cells : Cells).Split(' ', StringSplitOptions.RemoveEmptyEntries)[(int)who];
    }
}
