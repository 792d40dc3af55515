using Haggle.Core;
using Haggle.Dialects.FastApi;
using Microsoft.AspNetCore.Http;

namespace Haggle.Dialects.Boards;

/// <summary>Our refusals in this wire's words. Source: contracts/boards.md, section 3.</summary>
internal static class BoardsRefusals
{
    public static IResult ToHttp(this Refusal refusal) => refusal switch
    {
        { Kind: RefusalKind.NotFound } => Answers.Detail(StatusCodes.Status404NotFound, NotFound(refusal)),
        { Kind: RefusalKind.Unauthenticated, Detail: "Disabled" } => Answers.Detail(StatusCodes.Status403Forbidden, "This account is disabled"),
        _ => Answers.Common(refusal.Subject == "content" ? refusal with { Subject = "message" } : refusal),
    };

    /// <summary>For a socket, where there is no status.</summary>
    public static string Sentence(this Refusal refusal) => refusal.Kind switch
    {
        RefusalKind.Invalid when refusal.Subject == "content" => $"message: {refusal.Detail}",
        RefusalKind.Invalid => $"{refusal.Subject}: {refusal.Detail}",
        RefusalKind.NotFound => NotFound(refusal),
        RefusalKind.TooFast => "too many messages, slow down",
        RefusalKind.Busy => "unavailable, retry",
        _ => refusal.Detail ?? "not allowed",
    };

    private static string NotFound(Refusal refusal) => refusal.Subject switch
    {
        "chat" => "Chat thread not found",
        "message" => "Chat message not found",
        "user" => "User not found",
        _ => "Not Found",
    };
}
