using System.Text.Json.Serialization;
using Haggle.Core;
using Haggle.Core.People;
using Haggle.Dialects.Native.Shapes;

namespace Haggle.Dialects.Native.Requests;

/// <summary>Body of <c>PATCH /users/me</c>: what is absent stays.</summary>
internal sealed record ProfileJson(
    [property: JsonPropertyName("display_name")] Change<string> DisplayName,
    [property: JsonPropertyName("tag")] Change<string> Tag,
    [property: JsonPropertyName("bio")] Change<string?> Bio,
    [property: JsonPropertyName("locale")] Change<string?> Locale,
    [property: JsonPropertyName("time_zone")] Change<string?> TimeZone,
    [property: JsonPropertyName("read_receipts")] Change<bool> ReadReceipts,
    [property: JsonPropertyName("presence_visibility")] Change<string> PresenceVisibility)
{
    public Result<ProfileChange> ToChange()
    {
        var visibility = default(Change<PresenceVisibility>);
        if (PresenceVisibility.IsGiven)
        {
            if (!Words.TryParse<PresenceVisibility>(PresenceVisibility.Value, static candidate => candidate.Word(), out var parsed))
                return Refusal.Invalid("presence_visibility", "Input should be everyone, contacts or nobody");
            visibility = Change<PresenceVisibility>.To(parsed);
        }
        return new ProfileChange
        {
            DisplayName = DisplayName,
            Tag = Tag,
            Bio = Bio,
            Locale = Locale,
            TimeZone = TimeZone,
            ReadReceipts = ReadReceipts,
            PresenceVisibility = visibility,
        };
    }
}
