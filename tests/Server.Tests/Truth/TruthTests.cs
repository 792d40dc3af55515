using System.Text.Json;
using System.Text.RegularExpressions;
using Haggle.Server.Tests.Ground;

namespace Haggle.Server.Tests.Truth;

public sealed class TruthOnSqlite(SqliteMarket market) : TruthTests(market);

public sealed class TruthOnPostgreSql(PostgreSqlMarket market) : TruthTests(market);

/// <summary>What a device knew, plus the events it then heard, equals a fresh fetch: after every operation that the API has.</summary>
public abstract class TruthTests(Market market)
{
    private static readonly HttpMethod Get = HttpMethod.Get, Post = HttpMethod.Post, Put = HttpMethod.Put, Patch = HttpMethod.Patch, Delete = HttpMethod.Delete;

    /// <summary>What changes nothing that a device shows: signing in and out.</summary>
    private static readonly string[] WithoutEffect =
    [
        "POST /api/v1/auth/register", "POST /api/v1/auth/login", "POST /api/v1/auth/refresh", "POST /api/v1/auth/guest", "POST /api/v1/auth/exchange",
        "POST /api/v1/auth/logout", "POST /api/v1/auth/logout-all", "DELETE /api/v1/auth/sessions/{session_id}", "POST /api/v1/auth/ws-ticket",
        "POST /api/v1/auth/password", "POST /api/v1/tokens", "POST /api/v1/sync",
    ];

    [Fact]
    public async Task What_a_device_knew_and_what_it_heard_since_is_what_is()
    {
        await using var stage = await Stage.SetAsync(market);
        foreach (var (what, operation) in Operations())
        {
            await operation(stage);
            await stage.CompareAsync(what, isAboutReceipts: what.Contains("read receipts", StringComparison.Ordinal));
        }

        Assert.True(stage.Lies.Count == 0, string.Join(Environment.NewLine, stage.Lies));
        await AssertCompleteAsync(stage);
    }

    private static IEnumerable<(string What, Func<Stage, Task> Operation)> Operations()
    {
        long first = 0, second = 0;
        string[] thumb = [Uri.EscapeDataString("👍"), Uri.EscapeDataString("🎉")];

        // messages
        yield return ("a message", async stage => first = Id(await Say(stage, stage.Anna, new { chat_id = stage.Group, content = "Is it still for sale?", client_message_id = "one" })));
        yield return ("the same message again", stage => Say(stage, stage.Anna, new { chat_id = stage.Group, content = "Is it still for sale?", client_message_id = "one" }));
        yield return ("a reply with a mention", async stage => second = Id(await Say(stage, stage.Boris, new { chat_id = stage.Group, content = "Yes", reply_to_id = first, mentions = new[] { stage.Anna.Id }, payload = new { color = "red" } })));
        yield return ("a message to one", stage => Say(stage, stage.Boris, new { chat_id = stage.Direct, content = "Good morning, Anna" }));
        yield return ("an edit", stage => stage.DoAsync(stage.Anna, Patch, $"messages/{first}", new { content = "Is the red one still for sale?" }));
        yield return ("an edit that changes nothing", stage => stage.DoAsync(stage.Anna, Patch, $"messages/{first}", new { content = "Is the red one still for sale?" }));
        yield return ("a reaction", stage => stage.DoAsync(stage.Boris, Put, $"messages/{first}/reactions/{thumb[0]}"));
        yield return ("the same reaction of another", stage => stage.DoAsync(stage.Clara, Put, $"messages/{first}/reactions/{thumb[0]}"));
        yield return ("another reaction", stage => stage.DoAsync(stage.Anna, Put, $"messages/{first}/reactions/{thumb[1]}"));
        yield return ("an edit of what has reactions", stage => stage.DoAsync(stage.Anna, Patch, $"messages/{first}", new { content = "Is the red bicycle still for sale?" }));
        yield return ("a reaction taken back", stage => stage.DoAsync(stage.Boris, Delete, $"messages/{first}/reactions/{thumb[0]}"));
        yield return ("a pin", stage => stage.DoAsync(stage.Anna, Put, $"messages/{first}/pin"));
        yield return ("a second pin", stage => stage.DoAsync(stage.Anna, Put, $"messages/{second}/pin"));
        yield return ("a pin taken back", stage => stage.DoAsync(stage.Anna, Delete, $"messages/{second}/pin"));
        yield return ("a forwarding", stage => stage.DoAsync(stage.Boris, Post, $"messages/{second}/forward", new { chat_ids = new[] { stage.Direct, stage.Group } }));

        // reading
        yield return ("a delivery", stage => stage.DoAsync(stage.Boris, Put, $"chats/{stage.Group}/delivered", new { up_to_seq = 2 }));
        yield return ("reading", stage => stage.DoAsync(stage.Boris, Put, $"chats/{stage.Group}/read", new { up_to_seq = 3 }));
        yield return ("reading on one of two devices", stage => stage.DoAsync(stage.Anna, Put, $"chats/{stage.Group}/read", new { up_to_seq = 100 }));
        yield return ("a mark as unread", stage => stage.DoAsync(stage.Anna, Post, $"chats/{stage.Group}/unread"));
        yield return ("reading what was marked", stage => stage.DoAsync(stage.Anna, Put, $"chats/{stage.Group}/read", new { up_to_seq = 100 }));
        yield return ("a second mark", stage => stage.DoAsync(stage.Anna, Post, $"chats/{stage.Group}/unread"));
        yield return ("reading everything", stage => stage.DoAsync(stage.Anna, Post, "chats/read-all"));
        yield return ("everybody reading everything", stage => stage.DoAsync(stage.Clara, Post, "chats/read-all"));

        // deleting
        yield return ("a message taken out of one's own sight", stage => stage.DoAsync(stage.Anna, Delete, $"messages/{second}?for=me"));
        yield return ("an unread message taken out of one's own sight", async stage =>
        {
            var unread = Id(await Say(stage, stage.Boris, new { chat_id = stage.Group, content = "Never mind" }));
            await stage.DoAsync(stage.Anna, Delete, $"messages/{unread}?for=me");
        });
        yield return ("a message deleted for everyone, with pin, reactions and replies", stage => stage.DoAsync(stage.Anna, Delete, $"messages/{first}?for=everyone"));
        yield return ("an unread message deleted", async stage =>
        {
            var unread = Id(await Say(stage, stage.Boris, new { chat_id = stage.Group, content = "A mistake", mentions = new[] { stage.Clara.Id } }));
            await stage.DoAsync(stage.Boris, Delete, $"messages/{unread}");
        });

        // the group and its members
        yield return ("a new title", stage => stage.DoAsync(stage.Anna, Patch, $"chats/{stage.Group}", new { title = "Red bicycles", description = "Only red ones" }));
        yield return ("only admins speak", stage => stage.DoAsync(stage.Anna, Patch, $"chats/{stage.Group}", new { send_by = "admins", slow_mode_s = 0 }));
        yield return ("a role", stage => stage.DoAsync(stage.Anna, Patch, $"chats/{stage.Group}/members/{stage.Boris.Id}", new { role = "admin" }));
        yield return ("a reader", stage => stage.DoAsync(stage.Anna, Patch, $"chats/{stage.Group}/members/{stage.Clara.Id}", new { role = "reader" }));
        yield return ("everybody speaks", stage => stage.DoAsync(stage.Anna, Patch, $"chats/{stage.Group}", new { send_by = "all" }));
        yield return ("a closed group", stage => stage.DoAsync(stage.Boris, Post, $"chats/{stage.Group}/close"));
        yield return ("a group open again", stage => stage.DoAsync(stage.Boris, Post, $"chats/{stage.Group}/reopen"));
        yield return ("a member taken out", stage => stage.DoAsync(stage.Boris, Delete, $"chats/{stage.Group}/members/{stage.Clara.Id}"));
        yield return ("something said without the former member", stage => Say(stage, stage.Anna, new { chat_id = stage.Group, content = "Where is Clara?" }));
        yield return ("a member brought back", stage => stage.DoAsync(stage.Anna, Post, $"chats/{stage.Group}/members", new { user_ids = new[] { stage.Clara.Id } }));
        yield return ("a group handed over", stage => stage.DoAsync(stage.Anna, Patch, $"chats/{stage.Group}/members/{stage.Boris.Id}", new { role = "owner" }));
        yield return ("a member who leaves", stage => stage.DoAsync(stage.Clara, Delete, $"chats/{stage.Group}/members/{stage.Clara.Id}"));
        yield return ("a new group", stage => stage.DoAsync(stage.Clara, Post, "chats/group", new { title = "Another", member_ids = new[] { stage.Anna.Id, stage.Boris.Id } }));
        yield return ("a group deleted", stage => stage.DoAsync(stage.Clara, Delete, $"chats/{Id(stage.Answer)}"));
        yield return ("a group without its history", async stage =>
        {
            await stage.DoAsync(stage.Boris, Patch, $"chats/{stage.Group}", new { history_for_new_members = false });
            await stage.DoAsync(stage.Boris, Post, $"chats/{stage.Group}/members", new { user_ids = new[] { stage.Clara.Id } });
        });
        yield return ("a message to a member who does not see what was before", stage => Say(stage, stage.Anna, new { chat_id = stage.Group, content = "Welcome back" }));

        // one's own settings
        yield return ("settings", stage => stage.DoAsync(stage.Anna, Put, $"chats/{stage.Group}/settings", new { pinned = true, labels = new[] { "bikes" }, note = "Ask for the price", notify = "mentions" }));
        yield return ("an archived chat", stage => stage.DoAsync(stage.Anna, Put, $"chats/{stage.Direct}/settings", new { archived = true }));
        yield return ("a chat that comes back from the archive", stage => Say(stage, stage.Boris, new { chat_id = stage.Direct, content = "Are you there?" }));
        yield return ("a muted chat in the archive", stage => stage.DoAsync(stage.Anna, Put, $"chats/{stage.Direct}/settings", new { archived = true, muted_until = DateTimeOffset.UtcNow.AddDays(1) }));
        yield return ("a message to a muted chat", stage => Say(stage, stage.Boris, new { chat_id = stage.Direct, content = "Hello?" }));
        yield return ("a chat out of the archive", stage => stage.DoAsync(stage.Anna, Put, $"chats/{stage.Direct}/settings", new { archived = false, muted_until = (string?)null }));
        yield return ("a history cleared", stage => stage.DoAsync(stage.Anna, Delete, $"chats/{stage.Direct}/history"));
        yield return ("a chat that comes back without its history", stage => Say(stage, stage.Boris, new { chat_id = stage.Direct, content = "Good bye" }));

        // people
        yield return ("a profile", stage => stage.DoAsync(stage.Boris, Patch, "users/me", new { display_name = "Boris K.", bio = "I sell bicycles" }));
        yield return ("a block", stage => stage.DoAsync(stage.Anna, Put, $"blocks/{stage.Boris.Id}"));
        yield return ("a block taken back", stage => stage.DoAsync(stage.Anna, Delete, $"blocks/{stage.Boris.Id}"));
        yield return ("no more read receipts", stage => stage.DoAsync(stage.Boris, Patch, "users/me", new { read_receipts = false }));
        yield return ("reading in secret", stage => stage.DoAsync(stage.Boris, Put, $"chats/{stage.Group}/read", new { up_to_seq = 100 }));
        yield return ("read receipts again", stage => stage.DoAsync(stage.Boris, Patch, "users/me", new { read_receipts = true }));
        yield return ("a profile that the marketplace changed", stage => stage.BackendAsync(Put, $"people/{stage.Clara.ExternalId}", new { display_name = "Clara Z.", avatar_url = "https://example.com/clara.jpg" }));

        // opening, the marketplace
        yield return ("a direct chat", stage => stage.DoAsync(stage.Clara, Post, "chats/direct", new { user_id = stage.Anna.Id }));
        yield return ("a chat with support", stage => stage.DoAsync(stage.Anna, Post, "chats/support", new { topic = "Where is my money?" }));
        yield return ("a chat about a listing", stage => stage.DoAsync(stage.Anna, Post, "chats/listing", new { listing_id = stage.Listing }));
        yield return ("a listing with another price", stage => stage.BackendAsync(Put, $"listings/{stage.Listing}", new { price = new { amount = 99_900, currency = "RUB" } }));
        yield return ("a listing with another title", stage => stage.BackendAsync(Put, $"listings/{stage.Listing}", new { title = "Red bicycle, hardly used" }));
        yield return ("a listing that is gone", stage => stage.BackendAsync(Delete, $"listings/{stage.Listing}"));
        yield return ("a closed sale", stage => stage.DoAsync(stage.Boris, Post, $"chats/{stage.Sale}/close"));
        yield return ("a sale open again", stage => stage.DoAsync(stage.Clara, Post, $"chats/{stage.Sale}/reopen"));
        yield return ("a line of the server", stage => stage.BackendAsync(Post, "server/messages", new { chat_id = stage.Sale, content = "Paid" }));
        yield return ("a word for somebody", stage => stage.BackendAsync(Post, "server/messages", new { chat_id = stage.Sale, content = "It is on its way", author_external_id = stage.Boris.ExternalId }));

        // identities
        yield return ("a guest's chats claimed", async stage =>
        {
            var guest = await stage.GuestAsync("Galina");
            await stage.DoAsync(guest, Post, "chats/direct", new { user_id = stage.Boris.Id });
            await stage.DoAsync(guest, Post, "messages", new { chat_id = Id(stage.Answer), content = "I am only a guest" });
            await stage.DoAsync(stage.Clara, Post, "auth/guest/claim", new { guest_refresh_token = guest.RefreshToken });
        });
        yield return ("claimed chats given back", stage => stage.DoAsync(stage.Clara, Delete, "auth/guest/claim"));
        yield return ("a person erased", async stage =>
        {
            var former = await stage.SettleAsync("Fyodor");
            await stage.DoAsync(stage.Anna, Post, "chats/direct", new { user_id = former.Id });
            await stage.DoAsync(stage.Anna, Post, "messages", new { chat_id = Id(stage.Answer), content = "Fyodor?" });
            await stage.BackendAsync(Delete, $"people/{former.ExternalId}");
        });
    }

    private static Task<JsonElement> Say(Stage stage, Citizen author, object message) => stage.DoAsync(author, Post, "messages", message);

    private static long Id(JsonElement answer) => answer.GetProperty("id").GetInt64();

    /// <summary>Every route that is not for looking has had its turn.</summary>
    private async Task AssertCompleteAsync(Stage stage)
    {
        var described = (await market.CallAsync(Get, "/openapi.json")).Expect().GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Where(method => method.Name != "get").Select(method => (Name: $"{method.Name.ToUpperInvariant()} {path.Name}", Path: path.Name)))
            .Where(route => !WithoutEffect.Contains(route.Name));
        var missing = described.Where(route => !stage.Done.Any(call => Regex.IsMatch(call, $"^{Regex.Replace(route.Name, @"\{[^}]+\}", "[^/]+")}$")));
        Assert.Empty(missing.Select(route => route.Name));
    }
}
