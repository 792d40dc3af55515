using Haggle.Core;
using Haggle.Core.People;
using Haggle.Core.Presence;
using Haggle.Dialects.FastApi;
using Haggle.Dialects.Native.Parameters;
using Haggle.Dialects.Native.Requests;
using Haggle.Dialects.Native.Shapes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Haggle.Dialects.Native.Endpoints;

/// <summary><c>/users</c>: oneself and others. Source: contracts/messenger.md, A3 and B4.2.</summary>
internal static class PeopleEndpoints
{
    public static void MapPeople(this IEndpointRouteBuilder routes)
    {
        var people = routes.MapGroup("/users").WithTags("People");
        people.MapGet("/me", Me)
            .Documented("getMe", "Myself")
            .Gives<MeJson>().ProducesError(401);
        people.MapPatch("/me", EditMeAsync)
            .Documented("editMe", "Change my profile", "What is absent stays; null empties `bio`, `locale` and `time_zone`. People who share a chat with me hear of it.")
            .Gives<MeJson>().ProducesError(401, 409, 422);
        people.MapGet("/search", SearchAsync)
            .Documented("searchUsers", "Find people by tag or name", "By the beginning of the tag or by words of the display name. Without e-mails.")
            .Gives<ListJson<UserJson>>().ProducesError(401, 422);
        people.MapGet("/by-tag/{tag}", FindByTagAsync)
            .Documented("getUserByTag", "The person with this tag")
            .Gives<UserJson>().ProducesError(401, 404);
        people.MapGet("/presence", SeePresenceAsync)
            .Documented("getPresence", "Who of these is here", "Whoever may not be seen is `offline`.")
            .Gives<ItemsJson<PresenceJson>>().ProducesError(401, 422);
        people.MapGet("/{user_id}", FindAsync)
            .Documented("getUser", "A person", "404 also when that person blocked me.")
            .Gives<UserJson>().ProducesError(401, 404, 422);
    }

    private static IResult Me(Me me) => Replies.Ok(MeJson.From(me.Person), NativeJson.Wire.MeJson);

    private static async Task<IResult> EditMeAsync(Me me, Body<ProfileJson> body, EditProfile edit, CancellationToken cancellation)
    {
        if (!body.Value.ToChange().TryGet(out var change, out var refusal))
            return refusal.ToHttp();
        return (await edit.RunAsync(me.Person.Id, change, cancellation)).TryGet(out var person, out refusal)
            ? Replies.Ok(MeJson.From(person), NativeJson.Wire.MeJson)
            : refusal.ToHttp();
    }

    private static async Task<IResult> SearchAsync(Me me, PeopleQuery query, SearchPeople search, CancellationToken cancellation)
        => (await search.RunAsync(me.Person.Id, query.Text, query.Page, cancellation)).TryGet(out var page, out var refusal)
            ? Replies.Ok(new ListJson<UserJson>([.. page.Items.Select(person => UserJson.From(person))], page.Next), NativeJson.Wire.ListJsonUserJson)
            : refusal.ToHttp();

    private static async Task<IResult> FindByTagAsync(Me me, string tag, FindPerson find, CancellationToken cancellation)
        => Show(await find.RunByTagAsync(me.Person.Id, tag, cancellation));

    private static async Task<IResult> SeePresenceAsync(Me me, PresenceQuery query, SeePresence see, CancellationToken cancellation)
    {
        var seen = await see.RunAsync(me.Person.Id, query.Ids, cancellation);
        return Replies.Ok(new ItemsJson<PresenceJson>([.. seen.Select(PresenceJson.From)]), NativeJson.Wire.ItemsJsonPresenceJson);
    }

    private static async Task<IResult> FindAsync(Me me, PersonInPath person, FindPerson find, CancellationToken cancellation)
        => Show(await find.RunAsync(me.Person.Id, person.Id, cancellation));

    private static IResult Show(Result<Profile> found)
        => found.TryGet(out var profile, out var refusal)
            ? Replies.Ok(UserJson.From(profile.Person, PresenceJson.From(profile.Presence)), NativeJson.Wire.UserJson)
            : refusal.ToHttp();
}
