using System.Globalization;
using Haggle.Core.Text;

namespace Haggle.Core.People;

/// <summary>What the parts of a person must look like. Each check gives null when all is well, and never repeats what the caller sent.</summary>
public static class PersonRules
{
    public const int EmailCharacters = 254;
    public const int PasswordLeast = 8;

    /// <summary>All of them count: nothing is cut off at byte 72.</summary>
    public const int PasswordMost = 256;
    public const int DisplayNameCharacters = 64;
    public const int BioCharacters = 500;
    public const int ExternalIdCharacters = 255;
    public const int UrlCharacters = 2_048;

    private const string EmailSigns = "!#$%&'*+-/=?^_`{|}~.";

    /// <summary>Exactly one @ between a local part (1 to 64) and a domain with a dot; no quotes, comments or white space.</summary>
    public static Refusal? CheckEmail(string? email)
    {
        const string field = "email";
        if (string.IsNullOrEmpty(email))
            return Refusal.Invalid(field, "Field required");
        if (email.Length > EmailCharacters)
            return Refusal.Invalid(field, "An e-mail address is at most 254 characters");
        var at = email.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && at == email.LastIndexOf('@') && WellFormed.IsWellFormed(email) && IsLocalPart(email.AsSpan(0, at)) && IsDomain(email[(at + 1)..])
            ? null
            : Refusal.Invalid(field, "Not an e-mail address");
    }

    public static Refusal? CheckPassword(string? password, string field = "password", int least = PasswordLeast)
    {
        if (string.IsNullOrEmpty(password))
            return Refusal.Invalid(field, "Field required");
        return WellFormed.IsWellFormed(password) && CodePoints.Count(password) is var length && length >= least && length <= PasswordMost
            ? null
            : Refusal.Invalid(field, $"A password is {least} to {PasswordMost} characters");
    }

    /// <summary>Of the name as it comes; it is stored trimmed.</summary>
    public static Refusal? CheckDisplayName(string? name)
    {
        const string field = "display_name";
        if (name is null)
            return Refusal.Invalid(field, "Field required");
        var trimmed = name.Trim();
        if (!IsPlainLine(trimmed) || !trimmed.Any(IsVisible))
            return Refusal.Invalid(field, "A display name has visible characters and no control characters");
        return CodePoints.Count(trimmed) <= DisplayNameCharacters ? null : Refusal.Invalid(field, "A display name is 1 to 64 characters");
    }

    public static Refusal? CheckTag(string? tag)
        => Tags.IsTag(tag) ? null : Refusal.Invalid("tag", "A tag is 3 to 32 of a-z, 0-9 and _");

    public static Refusal? CheckBio(string? bio)
        => bio is null || (WellFormed.IsWellFormed(bio) && CodePoints.Count(bio) <= BioCharacters)
            ? null
            : Refusal.Invalid("bio", "A bio is at most 500 characters");

    /// <summary>A language tag such as <c>ru</c> or <c>zh-Hant-TW</c> (RFC 5646, its form only).</summary>
    public static Refusal? CheckLocale(string? locale)
    {
        if (locale is null)
            return null;
        var parts = locale.Split('-');
        return locale.Length <= 35
            && parts[0].Length is 2 or 3 && parts[0].All(char.IsAsciiLetter)
            && parts.Skip(1).All(part => part.Length is >= 1 and <= 8 && part.All(char.IsAsciiLetterOrDigit))
            ? null
            : Refusal.Invalid("locale", "A locale is a language tag such as ru or en-GB");
    }

    /// <summary>A name of the IANA time zone database, such as <c>Europe/Belgrade</c>.</summary>
    public static Refusal? CheckTimeZone(string? zone)
        // The characters are looked at first, because the look-up turns the name into a path.
        => zone is null
            || (zone.Length is >= 1 and <= 64 && zone.All(character => char.IsAsciiLetterOrDigit(character) || character is '/' or '_' or '+' or '-')
                && char.IsAsciiLetterUpper(zone[0]) && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
            ? null
            : Refusal.Invalid("time_zone", "A time zone is an IANA name such as Europe/Belgrade");

    public static Refusal? CheckExternalId(string? id, string field = "external_id")
        => !string.IsNullOrEmpty(id) && id.Length <= ExternalIdCharacters && IsPlainLine(id)
            ? null
            : Refusal.Invalid(field, "An external id is 1 to 255 characters without control characters");

    public static Refusal? CheckAvatarUrl(string? url)
        => url is null
            || (url.Length <= UrlCharacters && IsPlainLine(url) && Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https")
            ? null
            : Refusal.Invalid("avatar_url", "An avatar's address begins with http:// or https:// and is at most 2048 characters");

    private static bool IsLocalPart(ReadOnlySpan<char> local)
    {
        if (local.Length > 64 || local[0] == '.' || local[^1] == '.' || local.IndexOf("..") >= 0)
            return false;
        foreach (var character in local)
            if (!char.IsAsciiLetterOrDigit(character) && !EmailSigns.Contains(character, StringComparison.Ordinal) && (character < 0xA0 || char.IsWhiteSpace(character)))
                return false;
        return true;
    }

    private static bool IsDomain(string domain)
    {
        var labels = domain.Split('.');
        return labels.Length >= 2 && labels.All(label => label.Length is >= 1 and <= 63 && label[0] != '-' && label[^1] != '-'
            && label.All(character => char.IsLetterOrDigit(character) || character == '-' || char.GetUnicodeCategory(character) == UnicodeCategory.NonSpacingMark));
    }

    /// <summary>One line of well-formed text without control characters, line separators and marks that turn the direction of what follows.</summary>
    private static bool IsPlainLine(string text)
        => WellFormed.IsWellFormed(text)
            && !text.Any(character => char.IsControl(character) || character is '\u2028' or '\u2029' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069'));

    private static bool IsVisible(char character)
        => !char.IsWhiteSpace(character) && char.GetUnicodeCategory(character) is not UnicodeCategory.Format;
}
