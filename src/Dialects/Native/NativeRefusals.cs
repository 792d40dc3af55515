using System.Globalization;
using Haggle.Core;
using Haggle.Dialects.FastApi;
using Haggle.Dialects.Native.Shapes;
using Microsoft.AspNetCore.Http;

namespace Haggle.Dialects.Native;

/// <summary>Our refusals in the native wire's words: a status and a body over REST, a code and a sentence on the socket.</summary>
internal static class NativeRefusals
{
    /// <summary>Subjects that the wire has a code of its own for; all others are told by their kind.</summary>
    private static readonly HashSet<string> OwnCodes =
    [
        "blocked", "muted_by_moderator", "banned", "chat_closed", "read_only", "content_refused", "tag_taken", "email_taken",
        "edit_window_over", "offer_not_pending", "offer_limit", "already_member", "chat_full", "pin_limit", "reaction_limit", "last_owner", "slow_mode",
    ];

    public static string Code(this Refusal refusal) => OwnCodes.Contains(refusal.Subject) ? refusal.Subject : refusal.Kind switch
    {
        RefusalKind.Unauthenticated => "unauthorized",
        RefusalKind.Forbidden => "forbidden",
        RefusalKind.NotFound => "not_found",
        RefusalKind.Conflict => "conflict",
        RefusalKind.Stale => "precondition_failed",
        RefusalKind.Invalid => "invalid",
        RefusalKind.TooLarge => "too_large",
        RefusalKind.TooFast => "rate_limited",
        RefusalKind.Busy => "unavailable",
    };

    public static int Status(this Refusal refusal) => refusal.Kind switch
    {
        RefusalKind.Unauthenticated => StatusCodes.Status401Unauthorized,
        RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
        RefusalKind.NotFound => StatusCodes.Status404NotFound,
        RefusalKind.Conflict => StatusCodes.Status409Conflict,
        RefusalKind.Stale => StatusCodes.Status412PreconditionFailed,
        RefusalKind.Invalid => StatusCodes.Status422UnprocessableEntity,
        RefusalKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
        RefusalKind.TooFast => StatusCodes.Status429TooManyRequests,
        RefusalKind.Busy => StatusCodes.Status503ServiceUnavailable,
    };

    /// <summary>The sentence for people.</summary>
    public static string Sentence(this Refusal refusal) => refusal.Detail ?? refusal.Kind switch
    {
        RefusalKind.Unauthenticated => "Not authenticated",
        RefusalKind.Forbidden => "You may not do this",
        RefusalKind.NotFound => "Not found",
        RefusalKind.Conflict => "Not possible in this state",
        RefusalKind.Stale => "It has changed since you looked",
        RefusalKind.Invalid => "Not valid",
        RefusalKind.TooLarge => "Too large",
        RefusalKind.TooFast => "Too many, slow down",
        RefusalKind.Busy => "Unavailable, retry",
    };

    public static int? RetryAfterSeconds(this Refusal refusal)
        => refusal.RetryAfter is { } wait ? Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)) : null;

    /// <summary>The same complaint about a field of the <c>path</c> or the <c>query</c>; a field is otherwise taken for one of the body.</summary>
    public static Refusal In(this Refusal refusal, string place)
        => refusal.Kind == RefusalKind.Invalid ? refusal with { Subject = $"{place}.{refusal.Subject}" } : refusal;

    public static IResult ToHttp(this Refusal refusal) => new RefusalResult(refusal);

    private sealed class RefusalResult(Refusal refusal) : IResult, IStatusCodeHttpResult
    {
        public int? StatusCode => refusal.Status();

        public Task ExecuteAsync(HttpContext http)
        {
            var response = http.Response;
            response.StatusCode = refusal.Status();
            if (refusal.Kind == RefusalKind.Unauthenticated)
                response.Headers.WWWAuthenticate = "Bearer";
            if (refusal.RetryAfterSeconds() is { } seconds)
                response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            return refusal.Kind == RefusalKind.Invalid
                ? response.WriteAsJsonAsync(
                    new InvalidJson([new ValidationDetail(Where(refusal.Subject), refusal.Sentence(), "value_error")], refusal.Code()), NativeJson.Wire.InvalidJson)
                : response.WriteAsJsonAsync(
                    new ErrorJson(refusal.Sentence(), refusal.Code(), RetryAfter: refusal.RetryAfterSeconds()), NativeJson.Wire.ErrorJson);
        }

        private static string[] Where(string field) => field switch
        {
            "body" => ["body"],
            _ when field.Contains('.', StringComparison.Ordinal) => field.Split('.'), // "query.limit" and "path.chat_id" say where themselves
            _ => ["body", field],
        };
    }
}
