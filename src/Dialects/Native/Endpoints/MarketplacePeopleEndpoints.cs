using Haggle.Core.People;
using Haggle.Dialects.Native.Requests;
using Haggle.Dialects.Native.Shapes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Haggle.Dialects.Native.Endpoints;

/// <summary>What the marketplace's backend says of its people, with <c>X-Api-Key</c>. Source: contracts/messenger.md, B4.14.</summary>
internal static class MarketplacePeopleEndpoints
{
    public static void MapMarketplacePeople(this IEndpointRouteBuilder routes)
    {
        var persons = routes.MapGroup("").WithTags("Marketplace");
        persons.MapPut("/people/{external_id}", TellAsync)
            .Documented("putPerson", "Tell of a person", "Makes or updates the person with this id of the marketplace's; what is absent stays. `disabled: true` ends all sessions.")
            .GivesCreatedOrFound<MeJson>().ProducesError(401, 409, 422);
        persons.MapDelete("/people/{external_id}", EraseAsync)
            .Documented("erasePerson", "Erase a person", "Name, tag, avatar, e-mail and login are gone for good; messages stay under a pseudonym.")
            .GivesNothing().ProducesError(401);
        persons.MapPost("/tokens", MintAsync)
            .Documented("mintToken", "Sign a person in", "With `expires_in` (seconds) the session ends then, however it is used; without, it lives on as long as it is used.")
            .Gives<TokensJson>().ProducesError(401, 404, 422);
    }

    private static async Task<IResult> TellAsync(
        [FromRoute(Name = "external_id")] string externalId, Body<PersonToldJson> body, UpsertPerson upsert, CancellationToken cancellation)
    {
        if (!body.Value.ToUpdate(externalId).TryGet(out var update, out var refusal))
            return refusal.ToHttp();
        return (await upsert.RunAsync(update, cancellation)).TryGet(out var upserted, out refusal)
            ? Replies.CreatedOrFound(MeJson.From(upserted.Person), upserted.IsNew, NativeJson.Wire.MeJson)
            : refusal.ToHttp();
    }

    private static async Task<IResult> EraseAsync([FromRoute(Name = "external_id")] string externalId, ErasePerson erase, CancellationToken cancellation)
    {
        await erase.RunAsync(externalId, cancellation);
        return Replies.Done;
    }

    private static async Task<IResult> MintAsync(Body<MintTokenJson> body, MintToken mint, HttpContext http, CancellationToken cancellation)
    {
        TimeSpan? life = body.Value.ExpiresIn is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
        return (await mint.RunAsync(body.Value.ExternalId, life, cancellation)).ToReply(http);
    }
}
