using Haggle.Core.Listings;
using Haggle.Core.People;

namespace Haggle.Storage.Relational;

/// <summary>Listings as rows <c>l</c>.</summary>
internal static class ListingRows
{
    public const string Columns = """
        l.external_id, l.title, l.price_amount, l.price_currency, l.image_url, l.url, l.seller_id, l.state, l.verified, l.updated_at_us
        """;

    public static Listing Read(Row row) => new()
    {
        ExternalId = row.Text(),
        Title = row.Text(),
        Price = ReadPrice(row),
        ImageUrl = row.TextOrNull(),
        Url = row.TextOrNull(),
        SellerId = row.LongOrNull() is { } seller ? new PersonId(seller) : null,
        State = Codes.ToListingState(row.Short()),
        Verified = row.Bool(),
        UpdatedAt = row.Instant(),
    };

    private static Money? ReadPrice(Row row) => row.Skipped(2) ? null : new Money(row.Long(), row.Text());
}
