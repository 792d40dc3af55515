using Haggle.Core.Listings;

namespace Haggle.Storage.Relational;

/// <summary>The things for sale, as both engines keep them.</summary>
internal sealed class Listings(Database database) : IListings
{
    private const string ById = $"SELECT {ListingRows.Columns} FROM listings l WHERE l.external_id = @id";

    private const string Lock = ById + " FOR UPDATE";

    private const string Insert = """
        INSERT INTO listings (external_id, title, price_amount, price_currency, image_url, url, seller_id, state, verified, updated_at_us)
        VALUES (@id, @title, @amount, @currency, @image, @url, @seller, @state, @verified, @updated)
        """;

    private const string Put = Insert + """

        ON CONFLICT (external_id) DO UPDATE SET title = excluded.title, price_amount = excluded.price_amount, price_currency = excluded.price_currency,
            image_url = excluded.image_url, url = excluded.url, seller_id = excluded.seller_id, state = excluded.state, verified = excluded.verified,
            updated_at_us = excluded.updated_at_us
        """;

    private const string PutIfAbsent = Insert + " ON CONFLICT (external_id) DO NOTHING";

    private const string Remove = "UPDATE listings SET state = @removed, updated_at_us = @now WHERE external_id = @id";

    public ValueTask<Listing?> FindAsync(string externalId, CancellationToken cancellation)
        => database.ReadAsync(session => FindAsync(session, externalId), cancellation);

    public ValueTask<Listing?> PutAsync(Listing listing, CancellationToken cancellation)
        => database.WriteAsync(
            async session =>
            {
                var before = await session.Query(Lock).With("id", listing.ExternalId).FirstAsync(ListingRows.Read);
                await Bind(session.Query(Put), listing).ExecuteAsync();
                return before;
            },
            cancellation);

    public ValueTask<Listing> SuggestAsync(Listing listing, CancellationToken cancellation)
        => database.WriteAsync(
            async session =>
            {
                await Bind(session.Query(PutIfAbsent), listing).ExecuteAsync();
                return await FindAsync(session, listing.ExternalId) ?? throw new InvalidOperationException("A listing vanished.");
            },
            cancellation);

    public ValueTask<bool> RemoveAsync(string externalId, DateTimeOffset now, CancellationToken cancellation)
        => database.WriteOneAsync(
            async session => await session.Query(Remove).With("id", externalId).With("removed", Codes.Of(ListingState.Removed)).With("now", now).ExecuteAsync() > 0,
            cancellation);

    private static ValueTask<Listing?> FindAsync(Session session, string externalId)
        => session.Query(ById).With("id", externalId).FirstAsync(ListingRows.Read);

    private static Query Bind(Query query, Listing listing) => query
        .With("id", listing.ExternalId)
        .With("title", listing.Title)
        .With("amount", listing.Price?.Amount)
        .With("currency", listing.Price?.Currency)
        .With("image", listing.ImageUrl)
        .With("url", listing.Url)
        .With("seller", listing.SellerId?.Value)
        .With("state", Codes.Of(listing.State))
        .With("verified", listing.Verified)
        .With("updated", listing.UpdatedAt);
}
