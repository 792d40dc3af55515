using Haggle.Core;
using Haggle.Core.People;
using Haggle.Core.Trade;
using Haggle.Dialects.Boards.Shapes;
using Haggle.Dialects.FastApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Haggle.Dialects.Boards.Endpoints;

/// <summary><c>/api/v1/buyers</c> and <c>/api/v1/sellers</c>, which are alike. Source: contracts/boards.md, 4.3.</summary>
internal sealed class ProfileEndpoints(Side side)
{
    public static void Map(IEndpointRouteBuilder routes, string path, Side side)
    {
        var profiles = new ProfileEndpoints(side);
        routes.MapPost(path, profiles.EnrolAsync).JsonBodyOf<EnrolJson>().Gives<ProfileJson>(200, 201).Refuses(403, 409, 413, 422);
        routes.MapGet(path, profiles.ListAsync).Query("offset").Query("limit").Produces<PageJson<ProfileJson>>().Refuses(422);
        routes.MapGet($"{path}/{{id}}", profiles.GetAsync).Gives<ProfileJson>().Refuses(404, 422);
        routes.MapGet($"{path}/by-keycloak/{{keycloak_uuid}}", profiles.GetBySubjectAsync).Gives<ProfileJson>().Refuses(404, 422);
        routes.MapPatch($"{path}/{{id}}", profiles.SayOnlineAsync).JsonBodyOf<OnlineJson>().Gives<NoJson>().Refuses(403, 404, 413, 422);
        routes.MapDelete($"{path}/{{id}}", profiles.EraseAsync).Gives<NoJson>().Refuses(403, 404, 422);
    }

    private async Task<IResult> EnrolAsync(HttpContext http, EnrolTrader enrol, ProfilePages pages, CancellationToken cancellation)
    {
        if (!(await JsonBody.ReadAsync(http.Request, BoardsJson.Wire.EnrolJson, cancellation)).TryGet(out var wanted, out var refusal)
            || !Uuids.FreshField(wanted.Id, "id").TryGet(out var id, out refusal)
            || !Uuids.Field(wanted.KeycloakUuid, "keycloak_uuid").TryGet(out var subject, out refusal))
            return refusal.ToHttp();
        var actor = Actor.Of(http);
        if (!actor.IsAnybody && (actor.Side != side || Uuids.Parse(actor.Subject) != subject))
            return Wrapping.Forbidden("Not your profile");
        if (!(await enrol.RunAsync(actor.Trader?.Person, side, id, subject, wanted.IsOnline == true, cancellation)).TryGet(out var enrolled, out refusal))
            return refusal.ToHttp();
        pages.Forget();
        return Wrapping.Data(
            ProfileJson.From(enrolled.Profile, enrolled.Profile.SaysOnline), BoardsJson.Wire.DataJsonProfileJson,
            enrolled.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    private async Task<IResult> ListAsync(HttpContext http, ProfilePages pages)
        => Wrapping.Paging(http.Request).TryGet(out var paging, out var refusal)
            ? Wrapping.Page(await pages.GetAsync(side, paging.Offset, paging.Limit), ProfileJson.From, BoardsJson.Wire.PageJsonProfileJson)
            : refusal.ToHttp();

    private async Task<IResult> GetAsync(HttpContext http, ListTraders list, CancellationToken cancellation)
        => Uuids.Path(http, "id").TryGet(out var id, out var refusal)
            && (await list.FindAsync(side, id, cancellation)).TryGet(out var seen, out refusal)
            ? Wrapping.Data(ProfileJson.From(seen), BoardsJson.Wire.DataJsonProfileJson)
            : refusal.ToHttp();

    private async Task<IResult> GetBySubjectAsync(HttpContext http, ListTraders list, CancellationToken cancellation)
        => Uuids.Path(http, "keycloak_uuid").TryGet(out var subject, out var refusal)
            && (await list.FindBySubjectAsync(side, subject, cancellation)).TryGet(out var seen, out refusal)
            ? Wrapping.Data(ProfileJson.From(seen), BoardsJson.Wire.DataJsonProfileJson)
            : refusal.ToHttp();

    /// <summary>The profile goes and its person is forgotten; what was said stays, said by nobody in particular.</summary>
    private async Task<IResult> EraseAsync(HttpContext http, ListTraders list, ErasePerson erase, ProfilePages pages, CancellationToken cancellation)
    {
        if (Actor.Of(http).Admin is not { } admin)
            return Wrapping.Forbidden("Only an administrator deletes profiles");
        if (!Uuids.Path(http, "id").TryGet(out var id, out var refusal)
            || !(await list.FindAsync(side, id, cancellation)).TryGet(out var seen, out refusal)
            || !(await erase.RunAsync(admin, seen.Profile.PersonId, cancellation)).TryGet(out _, out refusal))
            return refusal.ToHttp();
        pages.Forget();
        return Wrapping.Nothing();
    }

    private async Task<IResult> SayOnlineAsync(HttpContext http, SayOnline say, ProfilePages pages, CancellationToken cancellation)
    {
        if (!Uuids.Path(http, "id").TryGet(out var id, out var refusal)
            || !(await JsonBody.ReadAsync(http.Request, BoardsJson.Wire.OnlineJson, cancellation)).TryGet(out var wanted, out refusal))
            return refusal.ToHttp();
        if (wanted.IsOnline is not { } online)
            return Refusal.Invalid("is_online", "Field required").ToHttp();
        if (!Actor.Of(http).Is(id))
            return Wrapping.Forbidden("Not your profile");
        if (!(await say.RunAsync(side, id, online, cancellation)).TryGet(out _, out refusal))
            return refusal.ToHttp();
        pages.Forget();
        return Wrapping.Nothing();
    }
}
