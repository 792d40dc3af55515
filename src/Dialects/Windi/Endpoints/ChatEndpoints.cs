using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.People;
using Haggle.Dialects.FastApi;
using Haggle.Dialects.Windi.Shapes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Haggle.Dialects.Windi.Endpoints;

/// <summary><c>/chats</c>, and whom to write to. Source: contracts/windi.md, section 7.</summary>
internal static class ChatEndpoints
{
    private const int DefaultLimit = 50;
    private const int MostLimit = 200;
    private const int MostOffset = 10_000;
    private const string NamelessGroup = "Group";

    public static void MapChats(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/chats", OpenAsync).JsonBodyOf<OpenChatJson>("participant_ids").Produces<ChatJson>(StatusCodes.Status201Created).Produces<ChatJson>()
            .Refuses(StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound);
        routes.MapGet("/chats", ListAsync).Query("limit").Query("offset").Produces<IReadOnlyList<ChatJson>>();
        routes.MapGet("/chats/{chat_id}", GetAsync).Produces<ChatJson>();
        routes.MapPatch("/chats/{chat_id}", RenameAsync).JsonBodyOf<RenameChatJson>("name").Produces<ChatJson>().Refuses(StatusCodes.Status403Forbidden);
        routes.MapPost("/chats/{chat_id}/participants", AddAsync).JsonBodyOf<AddParticipantJson>("user_id").Produces<ChatJson>(StatusCodes.Status201Created).Produces<ChatJson>()
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status403Forbidden);
        routes.MapDelete("/chats/{chat_id}/participants/{user_id}", RemoveAsync).Produces(StatusCodes.Status204NoContent)
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status403Forbidden);
    }

    public static void MapUsers(this IEndpointRouteBuilder routes)
        => routes.MapGet("/users", SearchAsync).Query("q", isNumber: false).Produces<IReadOnlyList<NamedUserJson>>();

    private static async Task<IResult> OpenAsync(HttpContext http, Me me, OpenDirectChat direct, OpenGroup group, Views views, CancellationToken cancellation)
    {
        if (!(await JsonBody.ReadAsync(http.Request, WindiJson.Wire.OpenChatJson, cancellation)).TryGet(out var wanted, out var refusal))
            return refusal.ToHttp();
        var others = (wanted.ParticipantIds ?? []).Select(id => new PersonId(id)).Where(id => id != me.Person.Id).Distinct().ToList();
        Result<OpenedChat> opened;
        switch (wanted.ChatType ?? ChatJson.Personal)
        {
            case ChatJson.Personal when others is [var other]:
                opened = await direct.RunAsync(me.Person, other, cancellation);
                break;
            case ChatJson.Personal:
                return Refusal.Invalid("participant_ids", "A personal chat takes exactly one other person").ToHttp();
            case ChatJson.Group:
                opened = await group.RunAsync(me.Person, string.IsNullOrWhiteSpace(wanted.Name) ? NamelessGroup : wanted.Name, null, others, cancellation);
                break;
            default:
                return Refusal.Invalid("chat_type", "Input should be personal or group").ToHttp();
        }
        return opened.TryGet(out var chat, out refusal)
            ? await ChatAsync(chat.View, me, views, cancellation, chat.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK)
            : refusal.ToHttp();
    }

    private static async Task<IResult> ListAsync(HttpContext http, Me me, ListChats list, Views views, CancellationToken cancellation)
    {
        var query = new QueryReader(http.Request);
        var limit = (int)Math.Min(query.Long("limit", 1) ?? DefaultLimit, MostLimit);
        var offset = query.Int("offset", 0, 0, MostOffset);
        if (query.Refusal is { } wrong)
            return wrong.ToHttp();
        var chats = new List<ChatView>();
        for (string? from = null; chats.Count < offset + limit;)
        {
            var page = await list.RunAsync(me.Person, new ChatFilter(), new PageRequest(PageRequest.MaxLimit, from), cancellation);
            chats.AddRange(page.Items);
            if ((from = page.Next) is null)
                break;
        }
        var part = new List<ChatJson>();
        foreach (var view in chats.Skip(offset).Take(limit))
            part.Add(await views.ShowAsync(me.Person, view, cancellation));
        return TypedResults.Json((IReadOnlyList<ChatJson>)part, WindiJson.Wire.IReadOnlyListChatJson);
    }

    private static async Task<IResult> GetAsync(HttpContext http, Me me, GetChat get, Views views, CancellationToken cancellation)
        => PathIds.Read(http, "chat_id", "chat").TryGet(out var id, out var refusal)
            && (await get.RunAsync(me.Person, new ChatId(id), cancellation)).TryGet(out var view, out refusal)
            ? await ChatAsync(view, me, views, cancellation)
            : refusal.ToHttp();

    private static async Task<IResult> RenameAsync(HttpContext http, Me me, EditChat edit, Views views, CancellationToken cancellation)
    {
        if (!PathIds.Read(http, "chat_id", "chat").TryGet(out var id, out var refusal)
            || !(await JsonBody.ReadAsync(http.Request, WindiJson.Wire.RenameChatJson, cancellation)).TryGet(out var wanted, out refusal))
            return refusal.ToHttp();
        var changes = new ChatEdit { Title = Change<string?>.To(wanted.Name) };
        return (await edit.RunAsync(me.Person, new ChatId(id), changes, expected: null, cancellation)).TryGet(out var view, out refusal)
            ? await ChatAsync(view, me, views, cancellation)
            : refusal.ToHttp();
    }

    private static async Task<IResult> AddAsync(HttpContext http, Me me, AddMembers add, GetChat get, Views views, CancellationToken cancellation)
    {
        if (!PathIds.Read(http, "chat_id", "chat").TryGet(out var id, out var refusal)
            || !(await JsonBody.ReadAsync(http.Request, WindiJson.Wire.AddParticipantJson, cancellation)).TryGet(out var wanted, out refusal))
            return refusal.ToHttp();
        if (wanted.UserId is not { } user)
            return Refusal.Invalid("user_id", "Field required").ToHttp();
        var added = (await add.RunAsync(me.Person, new ChatId(id), [new PersonId(user)], cancellation)).Refusal;
        if (added is { Subject: not "already_member" })
            return added.ToHttp();
        return (await get.RunAsync(me.Person, new ChatId(id), cancellation)).TryGet(out var view, out refusal)
            ? await ChatAsync(view, me, views, cancellation, added is null ? StatusCodes.Status201Created : StatusCodes.Status200OK)
            : refusal.ToHttp();
    }

    private static async Task<IResult> RemoveAsync(HttpContext http, Me me, RemoveMember remove, CancellationToken cancellation)
        => PathIds.Read(http, "chat_id", "chat").TryGet(out var chat, out var refusal)
            && PathIds.Read(http, "user_id", "user").TryGet(out var user, out refusal)
            && (await remove.RunAsync(me.Person, new ChatId(chat), new PersonId(user), cancellation)).TryGet(out _, out refusal)
            ? TypedResults.NoContent()
            : refusal.ToHttp();

    private static async Task<IResult> SearchAsync(HttpContext http, Me me, SearchPeople search, CancellationToken cancellation)
    {
        var text = http.Request.Query["q"].ToString();
        if (!(await search.RunAsync(me.Person.Id, text, new PageRequest(), cancellation)).TryGet(out var found, out var refusal))
            return refusal.ToHttp();
        IReadOnlyList<NamedUserJson> people = [.. found.Items.Select(person => new NamedUserJson(person.Id.Value, person.DisplayName))];
        return TypedResults.Json(people, WindiJson.Wire.IReadOnlyListNamedUserJson);
    }

    private static async ValueTask<IResult> ChatAsync(ChatView view, Me me, Views views, CancellationToken cancellation, int status = StatusCodes.Status200OK)
        => TypedResults.Json(await views.ShowAsync(me.Person, view, cancellation), WindiJson.Wire.ChatJson, statusCode: status);
}
