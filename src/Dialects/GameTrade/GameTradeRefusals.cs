using Haggle.Core;
using Haggle.Dialects.FastApi;
using Microsoft.AspNetCore.Http;

namespace Haggle.Dialects.GameTrade;

/// <summary>Our refusals in this wire's words. Source: contracts/gametrade.md, section 4.</summary>
internal static class GameTradeRefusals
{
    public static IResult ToHttp(this Refusal refusal) => refusal.Kind == RefusalKind.Conflict
        ? Answers.Detail(StatusCodes.Status403Forbidden, refusal.Detail ?? "Not possible in this state")
        : Answers.Common(refusal);

    /// <summary>For a socket, where there is no status; pages show it to people.</summary>
    public static string Sentence(this Refusal refusal) => refusal.Kind switch
    {
        RefusalKind.NotFound or RefusalKind.Forbidden => "No access to this chat",
        RefusalKind.TooFast => "Too many, slow down",
        RefusalKind.Busy => "Unavailable, retry",
        _ => refusal.Detail ?? "Not possible",
    };
}
