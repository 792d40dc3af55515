using Haggle.Core.People;

namespace Haggle.Core.Listings;

/// <summary>What the marketplace says of a listing; a field that is not given keeps what is stored.</summary>
/// <param name="ExternalId">The marketplace's own id, 1 to 128 characters.</param>
public sealed record ListingUpdate(string ExternalId)
{
    /// <summary>Required of a new listing.</summary>
    public Change<string?> Title { get; init; }

    public Change<Money?> Price { get; init; }

    public Change<string?> ImageUrl { get; init; }

    public Change<string?> Url { get; init; }

    public Change<PersonId?> SellerId { get; init; }

    /// <summary>The same person by the marketplace's own id; counts when <see cref="SellerId"/> is not given.</summary>
    public Change<string?> SellerExternalId { get; init; }

    public Change<ListingState> State { get; init; }

    internal Listing Apply(Listing? before, Change<PersonId?> seller, DateTimeOffset now) => new()
    {
        ExternalId = ExternalId,
        Title = Title.Or(before?.Title)?.Trim() ?? "",
        Price = Price.Or(before?.Price),
        ImageUrl = ImageUrl.Or(before?.ImageUrl),
        Url = Url.Or(before?.Url),
        SellerId = seller.Or(before?.SellerId),
        // A listing that is told of again is back, unless the marketplace says otherwise.
        State = State.Or(before is null or { State: ListingState.Removed } ? ListingState.Active : before.State),
        Verified = true,
        UpdatedAt = now,
    };
}
