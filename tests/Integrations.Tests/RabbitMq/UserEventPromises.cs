using System.Text;
using System.Text.Json;
using Haggle.Core;
using Haggle.Core.People;
using Microsoft.Extensions.DependencyInjection;

namespace Haggle.Integrations.Tests.RabbitMq;

/// <summary>What the auth service tells of users. Source: contracts/gametrade-events.md.</summary>
public abstract class UserEventPromises(Shop shop)
{
    private const string Exchange = "user_events";

    [Fact]
    public async Task A_user_who_is_created_is_known_by_id_name_and_role()
    {
        var id = Shop.NewId();
        await TellAsync("created", $$"""
            {"event_type": "user_created", "timestamp": "2025-06-01T10:00:00.000000",
             "user": {"id": {{id}}, "username": "anna", "email": "a@example.com", "is_active": true, "is_verified": false, "is_admin": false,
                      "roles": ["user"], "created_at": "2025-06-01T10:00:00+00:00"} }
            """);
        var anna = await shop.PersonAsync(id, _ => true, "Anna");
        Assert.Equal(("anna", PersonRole.User, false, PersonKind.Account), (anna.DisplayName, anna.Role, anna.IsDisabled, anna.Kind));
    }

    [Theory]
    [InlineData("""["user", "moderator"]""", PersonRole.Moderator)]
    [InlineData("""["moderator", "admin"]""", PersonRole.Admin)]
    [InlineData("""["seller"]""", PersonRole.User)]
    [InlineData("""["Admin", 7, null]""", PersonRole.User)]
    [InlineData("[]", PersonRole.User)]
    public async Task Roles_become_the_highest_that_we_know(string roles, PersonRole role)
    {
        var id = Shop.NewId();
        await TellAsync("created", User("user_created", id, $$""" "roles": {{roles}}, "username": "boss" """));
        Assert.Equal(role, (await shop.PersonAsync(id, person => person.DisplayName == "boss", "the boss")).Role);
    }

    [Fact]
    public async Task An_update_renames_and_what_it_does_not_say_stays()
    {
        var id = Shop.NewId();
        await TellAsync("created", User("user_created", id, """ "username": "anna", "roles": ["moderator"] """));
        await shop.PersonAsync(id, person => person.DisplayName == "anna", "Anna");
        await TellAsync("updated", User("user_updated", id, """ "username": "anya" """));
        var anya = await shop.PersonAsync(id, person => person.DisplayName == "anya", "Anya");
        Assert.Equal((PersonRole.Moderator, false), (anya.Role, anya.IsDisabled));
    }

    [Fact]
    public async Task An_inactive_user_is_locked_out_and_loses_the_sockets_until_active_again()
    {
        var id = Shop.NewId();
        await TellAsync("created", User("user_created", id, """ "username": "anna", "is_active": true """, second: 1));
        var anna = await shop.PersonAsync(id, _ => true, "Anna");
        await TellAsync("updated", User("user_updated", id, """ "is_active": false """, second: 2));
        await shop.PersonAsync(id, person => person.IsDisabled, "the lock");
        Assert.Equal(SessionEnd.Disabled, (await shop.Hall.Disconnected.FirstAsync(gone => gone.Person == anna.Id, "the sockets to close")).Reason);
        await TellAsync("updated", User("user_updated", id, """ "is_active": true """, second: 3));
        await shop.PersonAsync(id, person => !person.IsDisabled, "the return");
    }

    [Fact]
    public async Task A_deleted_user_is_locked_out_even_if_never_seen()
    {
        var (known, stranger) = (Shop.NewId(), Shop.NewId());
        await TellAsync("created", User("user_created", known, """ "username": "anna" """, second: 1));
        await shop.PersonAsync(known, _ => true, "Anna");
        foreach (var id in new[] { known, stranger })
            await TellAsync("deleted", $$"""{"event_type": "user_deleted", "timestamp": "2025-06-01T10:00:02.000000", "user_id": {{id}}}""");
        Assert.Equal("anna", (await shop.PersonAsync(known, person => person.IsDisabled, "the lock")).DisplayName);
        await shop.PersonAsync(stranger, person => person.IsDisabled, "the stranger's lock");
    }

    [Fact]
    public async Task An_older_event_that_comes_late_does_not_let_a_deleted_user_in_again()
    {
        var id = Shop.NewId();
        await TellAsync("deleted", $$"""{"event_type": "user_deleted", "timestamp": "2025-06-01T10:00:09.000000", "user_id": {{id}}}""");
        await shop.PersonAsync(id, person => person.IsDisabled, "the lock");
        await TellAsync("updated", User("user_updated", id, """ "is_active": true, "username": "ghost" """, second: 8));
        await MarkAsync("updated");
        Assert.True((await shop.PersonAsync(id))!.IsDisabled);
        await TellAsync("updated", User("user_updated", id, """ "is_active": true, "username": "returned" """, second: 10));
        Assert.Equal("returned", (await shop.PersonAsync(id, person => !person.IsDisabled, "the return")).DisplayName);
    }

    [Fact]
    public async Task A_name_that_we_cannot_show_does_not_keep_anybody_in()
    {
        var id = Shop.NewId();
        await TellAsync("created", User("user_created", id, """ "username": "anna" """, second: 1));
        await TellAsync("created", User("user_created", id, """ "username": "\u0000\u0007", "is_active": false """, second: 2));
        Assert.Equal("anna", (await shop.PersonAsync(id, person => person.IsDisabled, "the lock")).DisplayName);
        await TellAsync("created", User("user_created", id, """ "username": "\ud800", "is_active": true """, second: 3));
        Assert.Equal("anna", (await shop.PersonAsync(id, person => !person.IsDisabled, "the return")).DisplayName);
        await TellAsync("created", User("user_created", id, $$""" "username": "{{new string('ж', 300)}}" """, second: 4));
        await shop.PersonAsync(id, person => person.DisplayName.StartsWith("жжж", StringComparison.Ordinal), "the long name");
    }

    [Fact]
    public async Task A_redelivered_event_changes_nothing()
    {
        var id = Shop.NewId();
        for (var time = 0; time < 3; time++)
            await TellAsync("created", User("user_created", id, """ "username": "anna", "is_active": false """));
        await MarkAsync("created");
        var anna = await shop.PersonAsync(id);
        Assert.Equal(("anna", true), (anna!.DisplayName, anna.IsDisabled));
    }

    [Fact]
    public async Task The_number_of_a_local_account_is_somebody_else()
    {
        var accounts = shop.Get<IAccounts>();
        Assert.True((await accounts.AddAsync(new NewAccount($"{Guid.NewGuid():N}@example.com", "hash", "Olga"), DateTimeOffset.UtcNow, CancellationToken.None)).TryGet(out var olga, out _));
        await TellAsync("updated", User("user_updated", (int)olga.Id.Value, """ "username": "anna", "is_active": false, "roles": ["admin"] """));
        await MarkAsync("updated");
        Assert.Equal(olga, await shop.People.FindAsync(olga.Id, CancellationToken.None));
    }

    public static TheoryData<string> BadBodies() =>
    [
        "", "nonsense SECRETWORD", "[]", "null", "17", "\"user_created\"", "{}", """{"event_type": "user_created"}""",
        """{"event_type": "user_created", "user": null}""", """{"event_type": "user_created", "user": []}""",
        """{"event_type": "user_created", "user": {"username": "SECRETWORD"}}""",
        """{"event_type": "user_created", "user": {"id": 0, "username": "SECRETWORD"}}""",
        """{"event_type": "user_created", "user": {"id": -7}}""", """{"event_type": "user_created", "user": {"id": "17"}}""",
        """{"event_type": "user_created", "user": {"id": 1.5}}""", """{"event_type": "user_created", "user": {"id": 2147483648}}""",
        """{"event_type": "user_created", "user": {"id": true}}""",
        """{"event_type": "user_deleted", "user": {"id": 1999999}}""", """{"event_type": "USER_CREATED", "user": {"id": 1999999}}""",
        """{"event_type": "\ud800", "user": {"id": 1999999}}""", """{"user": {"id": 1999999}}""",
        string.Concat(Enumerable.Repeat("[", 200)), """{"event_type": "user_created", "user": {"id": 1999999, "x": """,
    ];

    [Theory]
    [MemberData(nameof(BadBodies))]
    public async Task A_bad_event_is_logged_without_its_content_and_stops_nobody(string body)
    {
        var before = shop.Log.Count;
        await TellAsync("created", body);
        await MarkAsync("created");
        await shop.Log.FirstAsync(line => line.StartsWith("Warning An event from chat_svc_user_events_user_created is passed over", StringComparison.Ordinal), "the warning", before);
        Assert.DoesNotContain(shop.Log.All, line => line.Contains("SECRETWORD", StringComparison.Ordinal));
        Assert.Null(await shop.PersonAsync(1_999_999));
    }

    [Fact]
    public async Task Bytes_that_are_no_text_and_bodies_without_end_stop_nobody()
    {
        await shop.PublishAsync(Exchange, "user.created", [0xFF, 0xFE, 0x00, 0x80]);
        await shop.PublishAsync(Exchange, "user.created", Encoding.UTF8.GetBytes(User("user_created", 1_999_999, $$""" "username": "{{new string('a', 300_000)}}" """)));
        await MarkAsync("created");
        Assert.Null(await shop.PersonAsync(1_999_999));
    }

    /// <summary>Comes through the same queue as what was told before, so that has been handled when this is.</summary>
    private async Task MarkAsync(string what)
    {
        var id = Shop.NewId();
        await TellAsync(what, User($"user_{what}", id, """ "username": "marker" """));
        await shop.PersonAsync(id, _ => true, "the marker");
    }

    private Task TellAsync(string what, string body) => shop.PublishAsync(Exchange, $"user.{what}", body);

    private static string User(string eventType, int id, string fields, int second = 0)
        => $$"""{"event_type": "{{eventType}}", "timestamp": "2025-06-01T10:00:{{second:00}}.000000", "user": {"id": {{id}}, {{fields}} } }""";
}
