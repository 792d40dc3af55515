using Haggle.Core.Text;

namespace Haggle.Core.Listings;

/// <summary>What a listing may hold, whoever tells us of it.</summary>
public static class ListingRules
{
    public const int IdCharacters = 128, TitleCharacters = 256, UrlCharacters = 2_048;

    /// <summary>Above it JavaScript would round.</summary>
    private const long MaxAmount = (1L << 53) - 1;

    /// <returns>The id as it came; <see cref="RefusalKind.Invalid"/> with <paramref name="field"/>.</returns>
    public static Result<string> Id(string? externalId, string field)
        => string.IsNullOrWhiteSpace(externalId) ? Refusal.Invalid(field, "Field required")
            : externalId.Length > IdCharacters ? Refusal.Invalid(field, $"At most {IdCharacters} characters")
            : IsPlain(externalId) ? externalId
            : Refusal.Invalid(field, "No control characters and no broken characters");

    /// <returns>Null, or <see cref="RefusalKind.Invalid"/> with the field.</returns>
    public static Refusal? Check(Listing listing)
    {
        if (string.IsNullOrWhiteSpace(listing.Title))
            return Refusal.Invalid("title", "Field required, and not only white space");
        if (CodePoints.Count(listing.Title) > TitleCharacters || !IsPlain(listing.Title))
            return Refusal.Invalid("title", $"At most {TitleCharacters} characters, no control characters");
        if (listing.Price is { } price && (price.Amount is < 0 or > MaxAmount || !IsCurrency(price.Currency)))
            return Refusal.Invalid("price", "An amount of 0 or more and a currency of three capital letters");
        if (!IsUrl(listing.ImageUrl))
            return Refusal.Invalid("image_url", $"An http or https address of at most {UrlCharacters} characters");
        return IsUrl(listing.Url) ? null : Refusal.Invalid("url", $"An http or https address of at most {UrlCharacters} characters");
    }

    private static bool IsPlain(string text) => WellFormed.IsWellFormed(text) && !text.Any(char.IsControl);

    private static bool IsCurrency(string? code) => code is { Length: 3 } && code.All(char.IsAsciiLetterUpper);

    // Clients make links of these: a javascript: address would be an attack on whoever clicks.
    private static bool IsUrl(string? url)
        => url is null || (url.Length <= UrlCharacters && IsPlain(url) && Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https");
}
