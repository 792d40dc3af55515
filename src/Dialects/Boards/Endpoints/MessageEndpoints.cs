using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.Receipts;
using Haggle.Core.Trade;
using Haggle.Dialects.Boards.Shapes;
using Haggle.Dialects.FastApi;
using Haggle.Realtime.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Haggle.Dialects.Boards.Endpoints;

/// <summary><c>/api/v1/chat-messages</c>: saying, reading, counting. Source: contracts/boards.md, 4.2.</summary>
internal static class MessageEndpoints
{
    private const int HistoryLimit = 50;

    public static void MapMessages(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/chat-messages", PostAsync).JsonBodyOf<PostMessageJson>().Gives<MessageJson>(200, 201).Refuses(403, 404, 409, 413, 422);
        routes.MapGet("/chat-messages", ListAllAsync).Query("offset").Query("limit").Produces<PageJson<MessageJson>>().Refuses(403, 422);
        routes.MapGet("/chat-messages/by-thread/{thread_id}", HistoryAsync).Query("offset").Query("limit").Query("after", isNumber: false)
            .Gives<IReadOnlyList<MessageJson>>().Refuses(403, 404, 422);
        routes.MapPatch("/chat-messages/{thread_id}/mark-read", MarkReadAsync).Query("user_id", isNumber: false).Query("user_type", isNumber: false)
            .Gives<NoJson>().Refuses(400, 403, 404, 422);
        routes.MapGet("/chat-messages/unread-count/{user_id}", CountUnreadAsync).Query("user_type", isNumber: false).Query("thread_id", isNumber: false)
            .Gives<int>().Refuses(400, 403, 422);
    }

    private static async Task<IResult> PostAsync(HttpContext http, FindPair find, SendNamedMessage send, SliceMessages slices, CancellationToken cancellation)
    {
        if (!(await JsonBody.ReadAsync(http.Request, BoardsJson.Wire.PostMessageJson, cancellation)).TryGet(out var body, out var refusal)
            || !Posting.Read(body).TryGet(out var posting, out refusal)
            || !(await find.RunAsync(posting.ThreadId, cancellation)).TryGet(out var pair, out refusal))
            return refusal.ToHttp();
        var sender = pair.Of(posting.Sender);
        if (!posting.Fits(pair) || !Actor.Of(http).Is(sender) || sender.Person.IsDisabled)
            return Wrapping.Forbidden("Not your side of this thread");
        if (!(await send.RunAsync(sender.Person, posting.ToDraft(pair), cancellation)).CountedAt(BoardsDialect.Name).TryGet(out var sent, out refusal))
            return refusal.ToHttp();
        var marks = sent.IsNew ? Marks.None : await slices.MarksAsync(sender.Person, pair, cancellation);
        return Wrapping.Data(
            MessageJson.From(sent.Message, pair, marks)!, BoardsJson.Wire.DataJsonMessageJson,
            sent.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    private static async Task<IResult> HistoryAsync(HttpContext http, FindPair find, Places places, SliceMessages slices, CancellationToken cancellation)
    {
        if (!Uuids.Path(http, "thread_id").TryGet(out var thread, out var refusal)
            || !Wrapping.Cutting(http.Request, HistoryLimit).TryGet(out var paging, out refusal)
            || !(await find.RunAsync(thread, cancellation)).TryGet(out var pair, out refusal))
            return refusal.ToHttp();
        var actor = Actor.Of(http);
        if (!actor.IsIn(pair))
            return Wrapping.Forbidden("Not your thread");
        var (eyes, after) = (actor.EyesFor(pair), 0L);
        var slice = new MessageSlice(paging.Offset, paging.Limit) { FromNewest = true, WithArrivals = true };
        if (http.Request.Query.ContainsKey("after"))
        {
            if (!Uuids.Query(http.Request, "after").TryGet(out var last, out refusal)
                || !(await places.FindAsync(last, pair, eyes.Id, cancellation)).TryGet(out after, out refusal))
                return refusal.ToHttp();
            slice = slice with { FromNewest = false, AfterSeq = after }; // the next ones, so that who asks again and again misses none
        }
        if (!(await slices.RunAsync(eyes, pair.ChatId, slice, cancellation)).TryGet(out var sliced, out refusal))
            return refusal.ToHttp();
        var newestFirst = slice.FromNewest ? sliced.Items : sliced.Items.Reverse();
        var marks = Marks.Of(sliced);
        IReadOnlyList<MessageJson> messages = [.. newestFirst.Select(message => MessageJson.From(message, pair, marks)).OfType<MessageJson>()];
        return Wrapping.Data(messages, BoardsJson.Wire.DataJsonIReadOnlyListMessageJson);
    }

    private static async Task<IResult> MarkReadAsync(HttpContext http, FindPair find, MarkRead mark, CancellationToken cancellation)
    {
        var (seat, no) = await Seat.TakeAsync(http, find, cancellation);
        return no ?? ((await mark.RunAsync(seat!.Me.Person, seat.Pair.ChatId, seat.Pair.LastSeq, cancellation)).Refusal is { } refusal
            ? refusal.ToHttp()
            : Wrapping.Nothing());
    }

    private static async Task<IResult> CountUnreadAsync(HttpContext http, People people, FindPair find, ListPairs list, CancellationToken cancellation)
    {
        if (!Uuids.Path(http, "user_id").TryGet(out var id, out var refusal))
            return refusal.ToHttp();
        if (!Seat.Word(http.Request).TryGet(out var word, out refusal))
            return refusal.ToHttp();
        if (Sides.Parse(word) is not { } side)
            return Seat.NoSide();
        if (!Actor.Of(http).Is(id))
            return Wrapping.Forbidden("Not your messages");
        if (http.Request.Query.ContainsKey("thread_id"))
            return Uuids.Query(http.Request, "thread_id").TryGet(out var thread, out refusal)
                ? Count(await CountInAsync(thread, id, side, find, list, cancellation))
                : refusal.ToHttp();
        var isKnown = (await people.FindAsync(id, cancellation)).TryGet(out var trader, out _);
        return Count(isKnown ? await list.CountUnreadAsync(trader!.Person, side, cancellation) : 0);
    }

    /// <summary>0 in a thread that is not this user's, or is none.</summary>
    private static async ValueTask<int> CountInAsync(string thread, string id, Side side, FindPair find, ListPairs list, CancellationToken cancellation)
        => (await find.RunAsync(thread, cancellation)).TryGet(out var pair, out _) && Uuids.Of(pair.Of(side)) == id
            && (await list.OneAsync(pair.Of(side).Person, pair.ChatId, Uuids.New, cancellation)).TryGet(out var seen, out _) ? seen.View.UnreadCount : 0;

    private static async Task<IResult> ListAllAsync(
        HttpContext http, BoardsOptions options, ListAllPairs list, SliceMessages slices, CancellationToken cancellation)
    {
        if (!options.GlobalLists)
            return Wrapping.Forbidden("Everybody's messages are shown to nobody here");
        if (!Wrapping.Paging(http.Request).TryGet(out var paging, out var refusal))
            return refusal.ToHttp();
        var (messages, pairs) = await list.MessagesAsync(paging.Offset, paging.Limit, Uuids.New, cancellation);
        var shown = new Dictionary<ChatId, (Pair Pair, Marks Marks)>();
        foreach (var pair in pairs)
            shown.Add(pair.ChatId, (pair, await slices.MarksAsync(pair.Buyer.Person, pair, cancellation)));
        var all = messages.Items.Select(Show).OfType<MessageJson>();
        return Wrapping.Page(new Numbered<MessageJson>([.. all], messages.Total), message => message, BoardsJson.Wire.PageJsonMessageJson);

        MessageJson? Show(Message message)
            => shown.TryGetValue(message.ChatId, out var place) ? MessageJson.From(message, place.Pair, place.Marks) : null;
    }

    /// <summary>How far the two of a thread have got.</summary>
    internal static async ValueTask<Marks> MarksAsync(this SliceMessages slices, Core.People.Person viewer, Pair pair, CancellationToken cancellation)
        => (await slices.RunAsync(viewer, pair.ChatId, new MessageSlice(0, 1) { FromNewest = true, WithArrivals = true }, cancellation)).TryGet(out var slice, out _)
            ? Marks.Of(slice)
            : Marks.None;

    private static IResult Count(int count) => Wrapping.Data(count, BoardsJson.Wire.DataJsonInt32);
}
