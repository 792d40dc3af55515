using System.Text.Json;

namespace Haggle.Server.Identity.Tokens;

/// <summary>What a token says, once its signature is known to be good. Source: RFC 7519.</summary>
internal sealed class Claims
{
    /// <summary>The year 9999, in seconds since 1970; later is a mistake.</summary>
    private const double MostSeconds = 253_402_300_799;

    private readonly JsonElement json;

    private Claims(JsonElement json) => this.json = json;

    public static Claims? Parse(byte[] payload) => StrictJson.TryParseObject(payload, out var json) ? new Claims(json) : null;

    public string? Text(string name) => json.Text(name);

    public bool Has(string name) => json.TryGetProperty(name, out _);

    /// <summary>A positive whole number, as text: some issuers name people so.</summary>
    public string? Number(string name)
        => json.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Number && member.TryGetInt64(out var number) && number > 0
            ? number.ToString(System.Globalization.CultureInfo.InvariantCulture)
            : null;

    /// <summary>A positive whole number written as text in its shortest form.</summary>
    public long? Id(string name)
        => Text(name) is { Length: > 0 and <= 16 } digits && digits.All(char.IsAsciiDigit) && digits[0] != '0' && long.TryParse(digits, out var id) ? id : null;

    /// <summary>False when it is there and no instant: a number, not text.</summary>
    public bool TryInstant(string name, out DateTimeOffset? instant)
    {
        instant = null;
        if (!json.TryGetProperty(name, out var member))
            return true;
        if (member.ValueKind != JsonValueKind.Number || !member.TryGetDouble(out var seconds) || seconds is not (>= 0 and <= MostSeconds))
            return false;
        instant = DateTimeOffset.UnixEpoch.AddSeconds(seconds);
        return true;
    }

    /// <summary>Whether the token is for now.</summary>
    /// <param name="skew">How far other clocks may be off; the end is shifted by <paramref name="late"/> only.</param>
    /// <param name="expiresAt">Every token must end.</param>
    public bool IsCurrent(DateTimeOffset now, TimeSpan skew, TimeSpan late, out DateTimeOffset expiresAt)
    {
        expiresAt = default;
        if (!TryInstant("exp", out var end) || end is null || !TryInstant("nbf", out var begin) || !TryInstant("iat", out var made))
            return false;
        expiresAt = end.Value;
        return end + late > now && !(begin > now + skew) && !(made > now + skew);
    }

    /// <summary>Whether the audience, one or several, has this one in it.</summary>
    public bool IsFor(string audience)
        => json.TryGetProperty("aud", out var member) && member.ValueKind switch
        {
            JsonValueKind.String => Text("aud") == audience,
            JsonValueKind.Array => member.EnumerateArray().Any(one => one.ValueKind == JsonValueKind.String && one.ValueEquals(audience)),
            _ => false,
        };
}
