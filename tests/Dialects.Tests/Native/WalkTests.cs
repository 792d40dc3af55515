using Haggle.Testing;

namespace Haggle.Dialects.Tests.Native;

public sealed class WalkOnSqlite(SqliteServer server) : WalkTests(server);

public sealed class WalkOnPostgreSql(PostgreSqlServer server) : WalkTests(server);

/// <summary>One walk through every route there is, in an order that makes sense to a person.</summary>
public abstract class WalkTests(NativeServer server) : NativeRoutes(server)
{
    private readonly List<string> taken = [];

    [Fact]
    public async Task Every_described_route_does_what_it_is_for()
    {
        // In the words of the description; the answers are judged on the way.
        await TakeAsync("getHealth", null, 200);
        await TakeAsync("getReady", null, 200);
        var email = $"{Guid.NewGuid():N}@example.com";
        var olga = Person(await TakeAsync("register", null, 201, new { email, password = NativeApi.Password, display_name = "Olga" }));
        olga = Person(await TakeAsync("login", null, 200, new { email, password = NativeApi.Password }));
        olga = Person(await TakeAsync("refresh", null, 200, new { refresh_token = olga.RefreshToken }));
        var (ivan, anna) = (await IvanAsync(), await AnnaAsync());
        var guest = Person(await TakeAsync("enterAsGuest", null, 201));
        await TakeAsync("exchangeToken", null, 401, new { token = "of no marketplace" });
        await TakeAsync("claimGuest", olga, 200, new { guest_refresh_token = guest.RefreshToken });
        await TakeAsync("unclaimGuest", olga, 204);
        await TakeAsync("issueTicket", olga, 200);
        await TakeAsync("listSessions", olga, 200);
        await TakeAsync("getMe", olga, 200);
        var tag = (await TakeAsync("editMe", olga, 200, new { bio = "Bicycles" }))["tag"].GetString();
        await TakeAsync("searchUsers", olga, 200, query: "?q=ivan");
        await TakeAsync("getUserByTag", ivan, 200, fill: ("{tag}", tag!));
        await TakeAsync("getPresence", olga, 200, query: $"?ids={ivan.Id},{anna.Id}");
        await TakeAsync("getUser", olga, 200, fill: ("{user_id}", $"{ivan.Id}"));
        await TakeAsync("blockUser", olga, 204, fill: ("{user_id}", $"{anna.Id}"));
        await TakeAsync("listBlocks", olga, 200);
        await TakeAsync("unblockUser", olga, 204, fill: ("{user_id}", $"{anna.Id}"));

        var direct = (await TakeAsync("openDirectChat", olga, 201, new { user_id = ivan.Id })).Id;
        var group = (await TakeAsync("openGroup", olga, 201, new { title = "Cyclists", member_ids = new[] { ivan.Id } })).Id;
        var listing = $"bike-{olga.Id}";
        await TakeAsync("putListing", null, 201, new { title = "Bicycle", seller_id = ivan.Id }, fill: ("{external_id}", listing));
        await TakeAsync("getListing", null, 200, fill: ("{external_id}", listing));
        await TakeAsync("openListingChat", olga, 201, new { listing_id = listing });
        await TakeAsync("removeListing", null, 204, fill: ("{external_id}", listing));
        await TakeAsync("openSupportChat", olga, 201, new { topic = "I cannot pay" });
        await TakeAsync("listChats", olga, 200);
        await TakeAsync("countUnread", olga, 200);
        var inGroup = ("{chat_id}", $"{group}");
        await TakeAsync("getChat", olga, 200, fill: inGroup);
        await TakeAsync("editChat", olga, 200, new { title = "Walkers" }, fill: inGroup);
        await TakeAsync("configureChat", olga, 200, new { pinned = true }, fill: inGroup);
        await TakeAsync("closeChat", olga, 200, fill: inGroup);
        await TakeAsync("reopenChat", olga, 200, fill: inGroup);
        await TakeAsync("listMembers", olga, 200, fill: inGroup);
        await TakeAsync("addMembers", olga, 201, new { user_ids = new[] { anna.Id } }, fill: inGroup);
        await TakeAsync("giveRole", olga, 200, new { role = "admin" }, query: $"/{anna.Id}", fill: inGroup);
        await TakeAsync("removeMember", olga, 204, query: $"/{anna.Id}", fill: inGroup);

        var said = ("{message_id}", $"{(await TakeAsync("sendMessage", olga, 201, new { chat_id = group, content = "Hello" })).Id}");
        await TakeAsync("pageMessages", ivan, 200, fill: inGroup);
        await TakeAsync("getMessage", ivan, 200, fill: said);
        await TakeAsync("editMessage", olga, 200, new { content = "Hello!" }, fill: said);
        await TakeAsync("listEdits", ivan, 200, fill: said);
        await TakeAsync("forwardMessage", olga, 201, new { chat_ids = new[] { direct } }, fill: said);
        await TakeAsync("react", ivan, 204, query: $"/{Uri.EscapeDataString("👍")}", fill: said);
        await TakeAsync("listReactions", olga, 200, fill: said);
        await TakeAsync("unreact", ivan, 204, query: $"/{Uri.EscapeDataString("👍")}", fill: said);
        await TakeAsync("pinMessage", olga, 204, fill: said);
        await TakeAsync("listPins", ivan, 200, fill: inGroup);
        await TakeAsync("unpinMessage", olga, 204, fill: said);
        await TakeAsync("markDelivered", ivan, 204, new { up_to_seq = 1 }, fill: inGroup);
        await TakeAsync("markRead", ivan, 200, new { up_to_seq = 1 }, fill: inGroup);
        await TakeAsync("markUnread", ivan, 204, fill: inGroup);
        await TakeAsync("readAll", ivan, 204);
        await TakeAsync("listReceipts", olga, 200, fill: said);
        await TakeAsync("sync", ivan, 200, new { chats = Array.Empty<int>() });
        await TakeAsync("deleteMessage", olga, 204, fill: said);
        await TakeAsync("clearHistory", olga, 204, fill: ("{chat_id}", $"{direct}"));
        await TakeAsync("deleteChat", olga, 204, fill: inGroup);

        await TakeAsync("putPerson", null, 201, new { display_name = "Boris" }, fill: ("{external_id}", $"u-{olga.Id}"));
        await TakeAsync("mintToken", null, 200, new { external_id = $"u-{olga.Id}", expires_in = 900 });
        await TakeAsync("postAsServer", null, 201, new { chat_id = direct, content = "The parcel has arrived" });
        await TakeAsync("erasePerson", null, 204, fill: ("{external_id}", $"u-{olga.Id}"));

        await TakeAsync("endSession", olga, 404, fill: ("{session_id}", "999999999"));
        await TakeAsync("changePassword", olga, 204, new { current_password = NativeApi.Password, new_password = "a longer password" });
        await TakeAsync("logOutEverywhere", olga, 204);
        await TakeAsync("logOut", olga, 204);

        Assert.Equal(Server.Description.Operations.Select(operation => operation.Name).Order(), taken.Order());
    }

    /// <param name="query">Put at the end of the path, in place of a blank that is there.</param>
    private async Task<Answer> TakeAsync(string name, NativePerson? caller, int status, object? body = null, string query = "", (string Blank, string Value)? fill = null)
    {
        var operation = Server.Description[name];
        taken.Add(name);
        var path = operation.Path["/api/v1".Length..];
        if (fill is var (blank, value))
            path = path.Replace(blank, value, StringComparison.Ordinal);
        if (path.EndsWith('}'))
            path = path[..path.LastIndexOf('/')];
        path += query;
        var answer = operation.Needs("serverKey") ? await Wire.BackendAsync(operation.Method, path, body) : await Wire.CallAsync(operation.Method, path, caller, body);
        return answer.Is(status);
    }

    private static NativePerson Person(Answer tokens) => new(
        tokens["user"].GetProperty("id").GetInt64(), tokens["user"].GetProperty("display_name").GetString()!, null,
        tokens["access_token"].GetString()!, tokens["refresh_token"].GetString()!);
}
