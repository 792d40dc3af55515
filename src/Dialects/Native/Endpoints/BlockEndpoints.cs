using Haggle.Core.Moderation;
using Haggle.Dialects.FastApi;
using Haggle.Dialects.Native.Parameters;
using Haggle.Dialects.Native.Shapes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Haggle.Dialects.Native.Endpoints;

/// <summary><c>/blocks</c>: whom I want nothing to do with. Source: contracts/messenger.md, B4.8.</summary>
internal static class BlockEndpoints
{
    public static void MapBlocks(this IEndpointRouteBuilder routes)
    {
        var blocks = routes.MapGroup("/blocks").WithTags("Blocks");
        blocks.MapGet("", ListAsync)
            .Documented("listBlocks", "Whom I blocked")
            .Gives<ListJson<UserJson>>().ProducesError(401, 422);
        blocks.MapPut("/{user_id}", BlockAsync)
            .Documented("blockUser", "Block a person", "Their messages to direct and listing chats with me are refused; typing and presence are hidden both ways. Groups stay as they are.")
            .GivesNothing().ProducesError(401, 404, 422);
        blocks.MapDelete("/{user_id}", UnblockAsync)
            .Documented("unblockUser", "Take a block back")
            .GivesNothing().ProducesError(401, 404, 422);
    }

    private static async Task<IResult> ListAsync(Me me, PageQuery query, ListBlocks list, CancellationToken cancellation)
    {
        var page = await list.RunAsync(me.Person.Id, query.Page, cancellation);
        return Replies.Ok(new ListJson<UserJson>([.. page.Items.Select(block => UserJson.From(block.Person))], page.Next), NativeJson.Wire.ListJsonUserJson);
    }

    private static async Task<IResult> BlockAsync(Me me, PersonInPath person, BlockPerson block, CancellationToken cancellation)
        => (await block.RunAsync(me.Person.Id, person.Id, cancellation)).DoneOr();

    private static async Task<IResult> UnblockAsync(Me me, PersonInPath person, UnblockPerson unblock, CancellationToken cancellation)
    {
        await unblock.RunAsync(me.Person.Id, person.Id, cancellation);
        return Replies.Done;
    }
}
