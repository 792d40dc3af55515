using System.Text.Json.Serialization;

namespace Haggle.Dialects.Native.Requests;

// Classes, not records: nothing prints their members, which are secrets.

/// <summary>Body of <c>POST /auth/register</c>.</summary>
internal sealed class RegisterJson
{
    [JsonPropertyName("email")] public string? Email { get; init; }

    [JsonPropertyName("password")] public string? Password { get; init; }

    [JsonPropertyName("display_name")] public string? DisplayName { get; init; }

    /// <summary>The client's word for the device, shown in the list of sessions.</summary>
    [JsonPropertyName("device_name")] public string? DeviceName { get; init; }
}

/// <summary>Body of <c>POST /auth/login</c>; as a form, <c>username</c> is the e-mail.</summary>
internal sealed class LoginJson
{
    [JsonPropertyName("email")] public string? Email { get; init; }

    [JsonPropertyName("password")] public string? Password { get; init; }

    [JsonPropertyName("device_name")] public string? DeviceName { get; init; }
}

/// <summary>Body of <c>POST /auth/refresh</c> and <c>POST /auth/logout</c>.</summary>
internal sealed class RefreshTokenJson
{
    [JsonPropertyName("refresh_token")] public string? RefreshToken { get; init; }
}

/// <summary>Body of <c>POST /auth/guest</c>.</summary>
internal sealed class GuestJson
{
    [JsonPropertyName("display_name")] public string? DisplayName { get; init; }

    [JsonPropertyName("device_name")] public string? DeviceName { get; init; }
}

/// <summary>Body of <c>POST /auth/guest/claim</c>.</summary>
internal sealed class ClaimGuestJson
{
    [JsonPropertyName("guest_refresh_token")] public string? GuestRefreshToken { get; init; }
}

/// <summary>Body of <c>POST /auth/exchange</c>.</summary>
internal sealed class ExchangeJson
{
    [JsonPropertyName("token")] public string? Token { get; init; }

    [JsonPropertyName("device_name")] public string? DeviceName { get; init; }
}

/// <summary>Body of <c>POST /auth/password</c>.</summary>
internal sealed class PasswordJson
{
    [JsonPropertyName("current_password")] public string? CurrentPassword { get; init; }

    [JsonPropertyName("new_password")] public string? NewPassword { get; init; }
}
