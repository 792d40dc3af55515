using Haggle.Core.Listings;

namespace Haggle.Core.Tests;

internal sealed class ListingsInMemory : IListings
{
    private readonly Dictionary<string, Listing> listings = [];

    public Listing? this[string id] => listings.GetValueOrDefault(id);

    public ValueTask<Listing?> FindAsync(string externalId, CancellationToken cancellation) => new(this[externalId]);

    public ValueTask<Listing?> PutAsync(Listing listing, CancellationToken cancellation)
    {
        var before = this[listing.ExternalId];
        listings[listing.ExternalId] = listing;
        return new(before);
    }

    public ValueTask<Listing> SuggestAsync(Listing listing, CancellationToken cancellation)
    {
        listings.TryAdd(listing.ExternalId, listing);
        return new(listings[listing.ExternalId]);
    }

    public ValueTask<bool> RemoveAsync(string externalId, DateTimeOffset now, CancellationToken cancellation)
    {
        if (this[externalId] is not { } listing)
            return new(false);
        listings[externalId] = listing with { State = ListingState.Removed, UpdatedAt = now };
        return new(true);
    }
}
