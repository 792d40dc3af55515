using Haggle.Core.People;

namespace Haggle.Core.Listings;

public enum ListingState { Active, Reserved, Sold, Removed }

/// <summary>Integer minor units of an ISO 4217 currency.</summary>
public sealed record Money(long Amount, string Currency);

/// <summary>What the marketplace told us of the thing for sale.</summary>
public sealed record Listing
{
    /// <summary>The marketplace's own id, 1 to 128 characters.</summary>
    public required string ExternalId { get; init; }

    public required string Title { get; init; }

    public Money? Price { get; init; }

    public string? ImageUrl { get; init; }

    public string? Url { get; init; }

    public PersonId? SellerId { get; init; }

    public ListingState State { get; init; }

    /// <summary>Told by the marketplace's backend; false when only a client said so.</summary>
    public bool Verified { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>The things for sale. Every method is one transaction.</summary>
public interface IListings
{
    ValueTask<Listing?> FindAsync(string externalId, CancellationToken cancellation);

    /// <summary>Stores it as told by the backend; returns what was known before, or null.</summary>
    ValueTask<Listing?> PutAsync(Listing listing, CancellationToken cancellation);

    /// <summary>Stores what a client says of a listing that nobody has told us of; what is known already stays.</summary>
    ValueTask<Listing> SuggestAsync(Listing listing, CancellationToken cancellation);

    /// <summary>Marks it as removed; false when there is none.</summary>
    ValueTask<bool> RemoveAsync(string externalId, DateTimeOffset now, CancellationToken cancellation);
}
