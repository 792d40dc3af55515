using Haggle.Core;
using Haggle.Core.People;
using Haggle.Dialects.Native.Shapes;
using Microsoft.AspNetCore.Http;

namespace Haggle.Dialects.Native.Endpoints;

/// <summary>The Token response of every way to sign in.</summary>
internal static class TokenReplies
{
    public static IResult ToReply(this Result<SignedIn> signedIn, HttpContext http, int status = StatusCodes.Status200OK)
    {
        if (!signedIn.TryGet(out var tokens, out var refusal))
            return refusal.ToHttp();
        http.Response.Headers.CacheControl = "no-store"; // RFC 6749, section 5.1
        return TypedResults.Json(TokensJson.From(tokens), NativeJson.Wire.TokensJson, statusCode: status);
    }
}
