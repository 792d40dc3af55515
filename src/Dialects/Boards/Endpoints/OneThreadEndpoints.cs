using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.Moderation;
using Haggle.Core.People;
using Haggle.Core.Trade;
using Haggle.Dialects.Boards.Shapes;
using Haggle.Dialects.FastApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Haggle.Dialects.Boards.Endpoints;

/// <summary><c>/api/v1/chat-threads/{id}</c>: one thread by its id. Source: contracts/boards.md, 4.1.</summary>
internal static partial class OneThreadEndpoints
{
    private const string Thread = "/chat-threads/{thread_id}";

    public static void MapOneThread(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Thread, GetAsync).Gives<ThreadJson>().Refuses(403, 404, 422);
        routes.MapPatch(Thread, static () => Wrapping.Forbidden("A thread stays as it is")).Refuses(403);
        routes.MapDelete(Thread, RemoveAsync).Gives<NoJson>().Refuses(403, 404, 422);
        routes.MapPatch($"{Thread}/archive", ArchiveAsync).Query("user_id", isNumber: false).Query("user_type", isNumber: false).Query("archived", isNumber: false)
            .Gives<NoJson>().Refuses(400, 403, 404, 422);
    }

    private static async Task<IResult> GetAsync(HttpContext http, FindPair find, CancellationToken cancellation)
    {
        if (!Uuids.Path(http, "thread_id").TryGet(out var id, out var refusal) || !(await find.RunAsync(id, cancellation)).TryGet(out var pair, out refusal))
            return refusal.ToHttp();
        return Actor.Of(http).IsIn(pair) ? Wrapping.Data(ThreadJson.From(pair), BoardsJson.Wire.DataJsonThreadJson) : Wrapping.Forbidden("Not your thread");
    }

    private static async Task<IResult> RemoveAsync(HttpContext http, FindPair find, RemoveChat remove, ILoggerFactory logs, CancellationToken cancellation)
    {
        if (Actor.Of(http).Admin is not { } admin)
            return Wrapping.Forbidden("A thread stays as it is");
        if (!Uuids.Path(http, "thread_id").TryGet(out var id, out var refusal)
            || !(await find.RunAsync(id, cancellation)).TryGet(out var pair, out refusal)
            || !(await remove.RunAsync(admin, pair.ChatId, cancellation)).TryGet(out _, out refusal))
            return refusal.ToHttp();
        ThreadRemoved(logs.CreateLogger("Haggle.Dialects.Boards"), pair.ChatId, admin.Id);
        return Wrapping.Nothing();
    }

    /// <summary>Out of the own list, until something new is said or it is taken back.</summary>
    private static async Task<IResult> ArchiveAsync(HttpContext http, FindPair find, ConfigureChat configure, CancellationToken cancellation)
    {
        var query = new QueryReader(http.Request);
        var edit = new SettingsEdit { Archived = Change<bool>.To(query.Bool("archived") ?? true) };
        if (query.Refusal is { } wrong)
            return wrong.ToHttp();
        var (seat, no) = await Seat.TakeAsync(http, find, cancellation);
        return no ?? ((await configure.RunAsync(seat!.Me.Person, seat.Pair.ChatId, edit, expected: null, cancellation)).Refusal is { } refusal
            ? refusal.ToHttp()
            : Wrapping.Nothing());
    }

    [LoggerMessage(LogLevel.Information, "Boards thread taken away from both: chat_id={Chat} by={Person}")]
    private static partial void ThreadRemoved(ILogger log, ChatId chat, PersonId person);
}
