using Haggle.Core.Listings;
using Haggle.Dialects.Native.Requests;
using Haggle.Dialects.Native.Shapes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Haggle.Dialects.Native.Endpoints;

/// <summary>What the marketplace's backend tells us of the things for sale.</summary>
internal static class ListingEndpoints
{
    public static void MapListings(this IEndpointRouteBuilder routes)
    {
        var listings = routes.MapGroup("/listings/{external_id}").WithTags("Marketplace");
        listings.MapPut("", PutAsync)
            .Documented("putListing", "Tell of a listing", "Absent fields keep what is stored, null clears. A new price or state appears in the listing's chats as a `system` message and as `listing.updated`.")
            .GivesCreatedOrFound<ListingJson>().ProducesError(404, 422);
        listings.MapGet("", GetAsync).Documented("getListing", "What is known of a listing").Gives<ListingJson>().ProducesError(404);
        listings.MapDelete("", RemoveAsync).Documented("removeListing", "A listing is gone", "Its state becomes `removed`; its chats stay.").GivesNothing().ProducesError(404);
    }

    private static async Task<IResult> PutAsync(
        [FromRoute(Name = "external_id")] string externalId, Body<PutListingJson> body, PutListing put, CancellationToken cancellation)
        => body.Value.ToUpdate(externalId).TryGet(out var update, out var refusal) && (await put.RunAsync(update, cancellation)).TryGet(out var stored, out refusal)
            ? Replies.CreatedOrFound(ListingJson.From(stored.Listing), stored.IsNew, NativeJson.Wire.ListingJson)
            : (refusal.Subject == "external_id" ? refusal.In("path") : refusal).ToHttp();

    private static async Task<IResult> GetAsync([FromRoute(Name = "external_id")] string externalId, GetListing get, CancellationToken cancellation)
        => (await get.RunAsync(externalId, cancellation)).TryGet(out var listing, out var refusal)
            ? Replies.Ok(ListingJson.From(listing), NativeJson.Wire.ListingJson)
            : refusal.ToHttp();

    private static async Task<IResult> RemoveAsync([FromRoute(Name = "external_id")] string externalId, RemoveListing remove, CancellationToken cancellation)
        => (await remove.RunAsync(externalId, cancellation)).DoneOr();
}
