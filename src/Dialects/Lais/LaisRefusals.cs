using Haggle.Core;
using Haggle.Dialects.FastApi;
using Microsoft.AspNetCore.Http;

namespace Haggle.Dialects.Lais;

/// <summary>Our refusals in this wire's words. Source: contracts/lais.md, "Refusals" and "Errors".</summary>
internal static class LaisRefusals
{
    /// <summary>Of a field that is not there.</summary>
    public const string Required = "Field required";

    public static IResult ToHttp(this Refusal refusal) => refusal switch
    {
        { Kind: RefusalKind.NotFound, Subject: "chat" } => Answers.Detail(StatusCodes.Status404NotFound, "Chat not found"),
        { Kind: RefusalKind.Invalid, Subject: "content" } => Answers.Unprocessable("message_text", refusal.Detail ?? "Not valid"),
        { Kind: RefusalKind.Conflict, Subject: "support" } => Answers.Detail(StatusCodes.Status400BadRequest, refusal.Detail ?? "Not possible now"),
        { Kind: RefusalKind.Invalid, Detail: Required } => Answers.Unprocessable(refusal.Subject, Required, "missing"),
        _ => Answers.Common(refusal),
    };

    /// <summary>The code of an <c>error</c> frame.</summary>
    public static string ToCode(this Refusal refusal) => refusal.Kind switch
    {
        RefusalKind.NotFound => "chat_deleted",
        RefusalKind.TooFast => "rate_limited",
        RefusalKind.TooLarge => "too_long",
        RefusalKind.Invalid when refusal.Detail == "Should not be empty" => "empty",
        RefusalKind.Invalid when refusal.Detail?.StartsWith("At most", StringComparison.Ordinal) == true => "too_long",
        RefusalKind.Invalid => "bad_frame",
        RefusalKind.Busy => "unavailable",
        RefusalKind.Unauthenticated or RefusalKind.Forbidden or RefusalKind.Conflict or RefusalKind.Stale => "not_allowed",
    };

    /// <summary>With this wire's name of the field that was wrong.</summary>
    public static Refusal About(this Refusal refusal, string field) => refusal.Kind == RefusalKind.Invalid ? refusal with { Subject = field } : refusal;
}
