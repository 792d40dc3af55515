namespace Haggle.Server.Tests.Authorisation;

/// <summary>Who gets which socket of Lais's wire, and is heard on it: a row for each path and frame, cells for each of <see cref="Who"/> as in <see cref="LaisTable"/>.</summary>
/// <remarks>A cell is <c>ok</c>, the status of a handshake that is refused, or the code of a socket that is closed before a word is said.</remarks>
internal static class LaisSocketTable
{
    public static readonly IReadOnlyList<Row> Rows =
    [
        //            nobody expired revoked backend  guest stranger former  moderator admin  member owner
        new("ws/{deal}?user_id={me}", """{"type":"message","message_text":"Let me in"}""",
            Trusted:  "ok     ok      ok      ok       ok    ok       ok      ok        ok     ok     ok",
            Verified: "1008   1008    1008    1008     1008  1008     1008    1008      1008   ok     ok"),
        new("ws/{deal}?user_id={me}", """{"type":"typing","is_typing":true}""",
            Trusted:  "ok     ok      ok      ok       ok    ok       ok      ok        ok     ok     ok",
            Verified: "1008   1008    1008    1008     1008  1008     1008    1008      1008   ok     ok"),
        new("ws/{deal}?user_id={me}", """{"type":"read"}""",
            Trusted:  "ok     ok      ok      ok       ok    ok       ok      ok        ok     ok     ok",
            Verified: "1008   1008    1008    1008     1008  1008     1008    1008      1008   ok     ok"),
        new("ws/{deal}?user_id={me}", """{"type":"invite_support"}""", // whoever is heard after somebody has invited gets not_allowed, as does everybody who is neither side
            Trusted:  "ok     not_allowed not_allowed not_allowed not_allowed not_allowed not_allowed not_allowed not_allowed not_allowed not_allowed",
            Verified: "1008   1008    1008    1008     1008  1008     1008    1008      1008   ok     not_allowed"),
        new("ws/{deal}?user_id={buyer}", """{"type":"message","message_text":"It is me"}""",
            Trusted:  "ok     ok      ok      ok       ok    ok       ok      ok        ok     ok     ok",
            Verified: "1008   1008    1008    1008     1008  1008     1008    1008      1008   1008   ok"),
        new("ws/{chat_id}?user_id={me}", null, // a group, which this wire does not know
            Trusted:  "403    403     403     403      403   403      403     403       403    403    403",
            Verified: "1008   1008    1008    1008     1008  403      403     403       403    403    403"),
        new("ws/{deal}", null,
            Trusted:  "403    403     403     403      403   403      403     403       403    403    403",
            Verified: "403    403     403     403      403   403      403     403       403    403    403"),
        new("ws/seller/{me}?user_id={me}", "ping",
            Trusted:  "ok     ok      ok      ok       403   ok       ok      ok        ok     ok     ok",
            Verified: "1008   1008    1008    1008     403   ok       ok      ok        ok     ok     ok"),
        new("ws/seller/{seller}?user_id={seller}", "ping",
            Trusted:  "ok     ok      ok      ok       ok    ok       ok      ok        ok     ok     ok",
            Verified: "1008   1008    1008    1008     1008  1008     1008    1008      1008   ok     1008"),
        new("ws/seller/{seller}?user_id={me}", "ping",
            Trusted:  "403    403     403     403      403   403      403     403       403    ok     403",
            Verified: "403    403     403     403      403   403      403     403       403    ok     403"),
    ];

    /// <param name="Path">Under <c>/api/chat/</c>.</param>
    /// <param name="Frame">What is said on it; null for nothing.</param>
    internal sealed record Row(string Path, string? Frame, string Trusted, string Verified)
    {
        public string Expected(Who who, bool isVerified) => (isVerified ? Verified : Trusted).Split(' ', StringSplitOptions.RemoveEmptyEntries)[(int)who];
    }
}
