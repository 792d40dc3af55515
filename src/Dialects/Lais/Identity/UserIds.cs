using Haggle.Core.People;
using Microsoft.AspNetCore.Http;

namespace Haggle.Dialects.Lais.Identity;

/// <summary>How this wire names people. Source: contracts/lais.md, "People".</summary>
internal static class UserIds
{
    private const int Shown = 8;

    /// <summary>Digits are an account of the marketplace; everything else is somebody who came without one.</summary>
    public static PersonKind KindOf(string userId) => userId.AsSpan().ContainsAnyExceptInRange('0', '9') ? PersonKind.Guest : PersonKind.Account;

    /// <summary>As a query says it; given twice, the last counts, as of every other field of a query. Empty when it is not there.</summary>
    public static string In(HttpRequest request) => request.Query["user_id"] is [.., { } last] ? last : "";

    public static bool IsUuid(string userId) => Guid.TryParseExact(userId, "D", out _);

    /// <summary>For the log: an anonymous buyer's id lets people in where words are taken, so not all of it is written down.</summary>
    public static string Short(string userId) => KindOf(userId) == PersonKind.Account || userId.Length <= Shown ? userId : $"{userId[..Shown]}…";
}
