using Haggle.Core.People;

namespace Haggle.Core.Listings;

/// <summary>What a client says of a listing that the marketplace has not told us of.</summary>
public sealed record ListingClaim(string ExternalId, string? Title)
{
    public Money? Price { get; init; }

    public string? ImageUrl { get; init; }

    public string? Url { get; init; }

    /// <returns>Null, or <see cref="RefusalKind.Invalid"/> with the field.</returns>
    public Refusal? Check() => ListingRules.Check(ToListing(seller: null, DateTimeOffset.UnixEpoch));

    /// <returns>The id; <see cref="RefusalKind.Invalid"/> with <paramref name="field"/>.</returns>
    public static Result<string> CheckId(string? externalId, string field) => ListingRules.Id(externalId, field);

    public Listing ToListing(PersonId? seller, DateTimeOffset now) => new()
    {
        ExternalId = ExternalId, Title = Title?.Trim() ?? "", Price = Price, ImageUrl = ImageUrl, Url = Url, SellerId = seller, UpdatedAt = now,
    };
}
