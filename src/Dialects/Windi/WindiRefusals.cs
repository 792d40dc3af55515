using Haggle.Core;
using Haggle.Dialects.FastApi;
using Microsoft.AspNetCore.Http;

namespace Haggle.Dialects.Windi;

/// <summary>Our refusals in this wire's words. Source: contracts/windi.md, section 3.</summary>
internal static class WindiRefusals
{
    public static IResult ToHttp(this Refusal refusal) => refusal switch
    {
        { Kind: RefusalKind.Unauthenticated, Subject: "credential", Detail: { } detail } => Answers.Detail(StatusCodes.Status401Unauthorized, detail),
        { Kind: RefusalKind.Conflict, Subject: "email_taken" } => Answers.Detail(StatusCodes.Status400BadRequest, "Email already registered"),
        { Kind: RefusalKind.Conflict } => Answers.Detail(StatusCodes.Status400BadRequest, refusal.Detail ?? "Not possible in this state"),
        _ => Answers.Common(refusal.InTheirWords()),
    };

    /// <summary>For a socket, where there is no status.</summary>
    public static string Sentence(this Refusal refusal) => refusal.Kind switch
    {
        RefusalKind.Invalid when refusal.Subject == "content" => refusal.Detail == "Should not be empty" ? "text is empty" : $"text: {refusal.Detail}",
        RefusalKind.Invalid => $"{refusal.InTheirWords().Subject}: {refusal.Detail}",
        RefusalKind.NotFound => "chat not found",
        RefusalKind.TooFast => "too many messages, slow down",
        RefusalKind.Busy => "unavailable, retry",
        _ => refusal.Detail ?? "not allowed",
    };

    private static Refusal InTheirWords(this Refusal refusal) => refusal.Subject switch
    {
        "content" => refusal with { Subject = "text" },
        "display_name" or "title" => refusal with { Subject = "name" },
        "new_password" => refusal with { Subject = "password" },
        "user_ids" or "member_ids" => refusal with { Subject = "participant_ids" },
        _ => refusal,
    };
}
