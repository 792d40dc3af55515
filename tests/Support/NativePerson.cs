using System.Text.Json;

namespace Haggle.Testing;

/// <summary>Somebody who is signed in.</summary>
/// <param name="Id">The public id.</param>
/// <param name="DisplayName">The name.</param>
/// <param name="Email">Null for a guest.</param>
/// <param name="AccessToken">For REST and the socket.</param>
/// <param name="RefreshToken">For the next pair of tokens.</param>
public sealed record NativePerson(long Id, string DisplayName, string? Email, string AccessToken, string RefreshToken)
{
    internal static NativePerson From(JsonElement tokens)
    {
        var me = tokens.GetProperty("user");
        return new NativePerson(
            me.GetProperty("id").GetInt64(),
            me.GetProperty("display_name").GetString()!,
            me.GetProperty("email").GetString(),
            tokens.GetProperty("access_token").GetString()!,
            tokens.GetProperty("refresh_token").GetString()!);
    }
}
