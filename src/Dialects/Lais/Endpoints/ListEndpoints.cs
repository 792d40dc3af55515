using System.Globalization;
using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.People;
using Haggle.Dialects.FastApi;
using Haggle.Dialects.Lais.Identity;
using Haggle.Dialects.Lais.Shapes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Haggle.Dialects.Lais.Endpoints;

/// <summary>The chats of one user. Source: contracts/lais.md, "Routes".</summary>
internal static class ListEndpoints
{
    /// <summary>The original does not page; nobody has more.</summary>
    private const int Most = 10_000;

    public static void MapLists(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/chats/my", MineAsync).Query("user_id", isNumber: false).Query("is_seller", isNumber: false).Produces<IReadOnlyList<ChatJson>>();
        routes.MapGet("/chats/seller/{seller_id}/grouped", GroupedAsync).Produces<IReadOnlyDictionary<string, IReadOnlyList<ChatJson>>>();
    }

    private static async Task<IResult> MineAsync(HttpContext http, LaisCallers callers, ListChats list, History history, CancellationToken cancellation)
    {
        var query = new QueryReader(http.Request);
        var userId = query.Text("user_id", LaisOptions.UserIdCharacters);
        var isSeller = query.Bool("is_seller") ?? false;
        if (query.Refusal is { } wrong)
            return wrong.ToHttp();
        if (isSeller && userId is not null && int.TryParse(userId, NumberStyles.None, CultureInfo.InvariantCulture, out var seller))
            userId = seller.ToString(CultureInfo.InvariantCulture); // compared as a number
        if (!(await callers.FindAsync(http, userId, "query.user_id")).TryGet(out var person, out var refusal))
            return refusal.ToHttp();
        Func<LaisChat, bool> isMine = isSeller ? chat => chat.Seller.Person.Id == person!.Id : chat => chat.Buyer.Person.Id == person!.Id;
        IReadOnlyList<ChatJson> mine = person is null ? [] : [.. (await ListAsync(person, isMine, list, history, cancellation)).Select(one => one.Json)];
        return TypedResults.Json(mine, LaisJson.Wire.IReadOnlyListChatJson);
    }

    private static async Task<IResult> GroupedAsync(HttpContext http, LaisCallers callers, ListChats list, History history, CancellationToken cancellation)
    {
        if (!PathIds.Read(http, "seller_id", "user").TryGet(out var id, out var refusal))
            return refusal.Kind == RefusalKind.NotFound ? Say([]) : refusal.ToHttp(); // a number that nobody has
        if (!(await callers.FindAsync(http, id.ToString(CultureInfo.InvariantCulture), "path.seller_id")).TryGet(out var seller, out refusal))
            return refusal.ToHttp();
        return Say(seller is null ? [] : await ListAsync(seller, chat => chat.Seller.Person.Id == seller.Id, list, history, cancellation));
    }

    private static JsonHttpResult<IReadOnlyDictionary<string, IReadOnlyList<ChatJson>>> Say(List<(int IphoneId, ChatJson Json)> chats)
    {
        IReadOnlyDictionary<string, IReadOnlyList<ChatJson>> groups = chats.GroupBy(chat => chat.IphoneId)
            .ToDictionary(group => group.Key.ToString(CultureInfo.InvariantCulture), group => (IReadOnlyList<ChatJson>)[.. group.Select(chat => chat.Json)]);
        return TypedResults.Json(groups, LaisJson.Wire.IReadOnlyDictionaryStringIReadOnlyListChatJson);
    }

    /// <summary>Newest activity first.</summary>
    private static async ValueTask<List<(int IphoneId, ChatJson Json)>> ListAsync(
        Person viewer, Func<LaisChat, bool> isMeant, ListChats list, History history, CancellationToken cancellation)
    {
        var found = new List<LaisChat>();
        string? from = null;
        do
        {
            var page = await list.RunAsync(viewer, new ChatFilter { Kind = ChatKind.Listing }, new PageRequest(PageRequest.MaxLimit, from), cancellation);
            found.AddRange(page.Items.Select(LaisChat.Of).OfType<LaisChat>().Where(isMeant));
            from = page.Next;
        }
        while (from is not null && found.Count < Most);
        var chats = new List<(int, ChatJson)>();
        foreach (var chat in found.OrderByDescending(chat => chat.View.Chat.ActiveAt).ThenByDescending(chat => chat.Id.Value)) // pins are another wire's
            chats.Add((chat.IphoneId, ChatJson.Listed(chat, await history.LastAsync(chat, viewer, cancellation))));
        return chats;
    }
}
