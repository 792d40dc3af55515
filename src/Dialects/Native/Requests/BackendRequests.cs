using System.Text.Json.Serialization;
using Haggle.Core;
using Haggle.Core.People;
using Haggle.Dialects.Native.Shapes;

namespace Haggle.Dialects.Native.Requests;

/// <summary>Body of <c>PUT /people/{external_id}</c>: what is absent stays as it was told before.</summary>
internal sealed record PersonToldJson(
    [property: JsonPropertyName("display_name")] string? DisplayName,
    [property: JsonPropertyName("avatar_url")] Change<string?> AvatarUrl,
    [property: JsonPropertyName("email")] Change<string?> Email,
    [property: JsonPropertyName("role")] string? Role,
    [property: JsonPropertyName("disabled")] bool? Disabled)
{
    public Result<PersonUpdate> ToUpdate(string externalId)
    {
        var role = default(PersonRole);
        if (Role is not null && !Words.TryParse(Role, static candidate => candidate.Word(), out role))
            return Refusal.Invalid("role", "Input should be user, moderator or admin");
        return new PersonUpdate(externalId)
        {
            DisplayName = DisplayName,
            AvatarUrl = AvatarUrl,
            Email = Email,
            Role = Role is null ? null : role,
            IsDisabled = Disabled,
        };
    }
}

/// <summary>Body of <c>POST /tokens</c>.</summary>
/// <param name="ExpiresIn">Seconds.</param>
internal sealed record MintTokenJson(
    [property: JsonPropertyName("external_id")] string? ExternalId,
    [property: JsonPropertyName("expires_in")] int? ExpiresIn);
