using System.Text.Json.Serialization;
using Haggle.Core.People;

namespace Haggle.Dialects.Native.Shapes;

/// <summary>The Token response.</summary>
/// <remarks>A class, not a record: nothing prints its members, which are secrets.</remarks>
internal sealed class TokensJson
{
    [JsonPropertyName("access_token")] public required string AccessToken { get; init; }

    [JsonPropertyName("refresh_token")] public required string RefreshToken { get; init; }

    [JsonPropertyName("token_type")] public string TokenType { get; init; } = "bearer";

    /// <summary>Seconds that the access token still lives.</summary>
    [JsonPropertyName("expires_in")] public required int ExpiresIn { get; init; }

    [JsonPropertyName("user")] public required MeJson User { get; init; }

    public static TokensJson From(SignedIn signedIn) => new()
    {
        AccessToken = signedIn.Tokens.Access,
        RefreshToken = signedIn.Tokens.Refresh,
        ExpiresIn = Math.Max(0, (int)signedIn.ExpiresIn.TotalSeconds),
        User = MeJson.From(signedIn.Person),
    };
}

/// <summary>Where one is signed in.</summary>
internal sealed record SessionJson(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("device_name")] string? DeviceName,
    [property: JsonPropertyName("ip")] string? Ip,
    [property: JsonPropertyName("user_agent")] string? UserAgent,
    [property: JsonPropertyName("created_at")] DateTimeOffset CreatedAt,
    [property: JsonPropertyName("last_seen_at")] DateTimeOffset LastSeenAt,
    [property: JsonPropertyName("current")] bool Current)
{
    public static SessionJson From(Session session, SessionId? current)
        => new(session.Id.Value, session.DeviceName, session.Address, session.UserAgent, session.CreatedAt, session.LastSeenAt, session.Id == current);
}

internal sealed record MergedJson([property: JsonPropertyName("merged_chat_ids")] IReadOnlyList<long> MergedChatIds);

/// <param name="ExpiresIn">Seconds.</param>
internal sealed record TicketJson(
    [property: JsonPropertyName("ticket")] string Ticket,
    [property: JsonPropertyName("expires_in")] int ExpiresIn);
