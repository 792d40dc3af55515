using System.Text.Json.Serialization;
using Haggle.Core;
using Haggle.Core.Listings;
using Haggle.Core.People;
using Haggle.Dialects.Native.Shapes;

namespace Haggle.Dialects.Native.Requests;

/// <summary>Body of <c>PUT /listings/{external_id}</c>. A field that is absent keeps what is stored.</summary>
internal sealed record PutListingJson
{
    [JsonPropertyName("title")] public Change<string?> Title { get; init; }

    [JsonPropertyName("price")] public Change<MoneyJson?> Price { get; init; }

    [JsonPropertyName("image_url")] public Change<string?> ImageUrl { get; init; }

    [JsonPropertyName("url")] public Change<string?> Url { get; init; }

    [JsonPropertyName("seller_id")] public Change<long?> SellerId { get; init; }

    [JsonPropertyName("seller_external_id")] public Change<string?> SellerExternalId { get; init; }

    [JsonPropertyName("state")] public Change<string?> State { get; init; }

    public Result<ListingUpdate> ToUpdate(string externalId)
    {
        var state = default(ListingState);
        if (State.IsGiven && !Words.TryParse(State.Value, static candidate => candidate.Word(), out state))
            return Refusal.Invalid("state", "active, reserved, sold or removed");
        return new ListingUpdate(externalId)
        {
            Title = Title,
            Price = new Change<Money?>(Price.IsGiven, Price.Value?.ToMoney()),
            ImageUrl = ImageUrl,
            Url = Url,
            SellerId = new Change<PersonId?>(SellerId.IsGiven, SellerId.Value is { } id ? new PersonId(id) : null),
            SellerExternalId = SellerExternalId,
            State = new Change<ListingState>(State.IsGiven, state),
        };
    }
}
