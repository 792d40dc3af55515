using Haggle.Core.Chats;
using Haggle.Dialects.FastApi;
using Haggle.Dialects.Native.Parameters;
using Haggle.Dialects.Native.Requests;
using Haggle.Dialects.Native.Shapes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Haggle.Dialects.Native.Endpoints;

internal static class MemberEndpoints
{
    public static void MapMembers(this IEndpointRouteBuilder routes)
    {
        var members = routes.MapGroup("/chats/{chat_id}/members").WithTags("Members");
        members.MapGet("", ListAsync).Documented("listMembers", "Everybody in a chat", "In order of joining.").Gives<ListJson<ParticipantJson>>().ProducesError(404, 422);
        members.MapPost("", AddAsync).Idempotent().Documented("addMembers", "Bring people into a group", "Answers with those who are new. For owner and admins.")
            .Gives<ItemsJson<ParticipantJson>>(StatusCodes.Status201Created).ProducesError(403, 404, 409, 422);
        members.MapPatch("/{user_id}", GiveRoleAsync).Documented("giveRole", "Give a member a role", "`owner`, by the owner alone, hands the group over.")
            .Gives<ParticipantJson>().ProducesError(403, 404, 409, 422);
        members.MapDelete("/{user_id}", RemoveAsync).Documented("removeMember", "Take somebody out of a group, or leave it", "The owner hands the group over first (`last_owner`).")
            .GivesNothing().ProducesError(403, 404, 409, 422);
    }

    private static async Task<IResult> ListAsync(ChatInPath chat, PageQuery query, Me me, ListMembers list, Showing show, CancellationToken cancellation)
        => (await list.RunAsync(me.Person, chat.Id, query.Page, cancellation)).TryGet(out var members, out var refusal)
            ? Replies.Ok(
                new ListJson<ParticipantJson>([.. members.Page.Items.Select(member => show.Participant(member, members.Kind, me.Person))], members.Page.Next),
                NativeJson.Wire.ListJsonParticipantJson)
            : refusal.ToHttp();

    private static async Task<IResult> AddAsync(ChatInPath chat, Body<AddMembersJson> body, Me me, AddMembers add, Showing show)
        => (await add.RunAsync(me.Person, chat.Id, body.Value.Ids(), CancellationToken.None)).TryGet(out var added, out var refusal)
            ? Replies.Created(
                new ItemsJson<ParticipantJson>([.. added.Select(member => show.Participant(member, ChatKind.Group, me.Person))]), NativeJson.Wire.ItemsJsonParticipantJson)
            : refusal.ToHttp();

    private static async Task<IResult> GiveRoleAsync(
        ChatInPath chat, PersonInPath person, Body<GiveRoleJson> body, Me me, GiveRole give, Showing show, CancellationToken cancellation)
        => body.Value.ToRole().TryGet(out var role, out var refusal)
            && (await give.RunAsync(me.Person, chat.Id, person.Id, role, cancellation)).TryGet(out var member, out refusal)
            ? Replies.Ok(show.Participant(member, ChatKind.Group, me.Person), NativeJson.Wire.ParticipantJson)
            : refusal.ToHttp();

    private static async Task<IResult> RemoveAsync(ChatInPath chat, PersonInPath person, Me me, RemoveMember remove, CancellationToken cancellation)
        => (await remove.RunAsync(me.Person, chat.Id, person.Id, cancellation)).DoneOr();
}
