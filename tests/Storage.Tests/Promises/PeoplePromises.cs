using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.People;

namespace Haggle.Storage.Tests.Promises;

public abstract class PeoplePromises(Market market)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task The_system_is_the_first_person()
    {
        var system = await market.People.FindAsync(Person.System, None);
        Assert.Equal((PersonKind.System, "system"), (system!.Kind, system.Tag));
    }

    [Fact]
    public async Task Nobody_is_found_under_an_unknown_id_tag_or_external_id()
    {
        Assert.Null(await market.People.FindAsync(new PersonId(1L << 50), None));
        Assert.Null(await market.People.FindByTagAsync("nobody_here", None));
        Assert.Null(await market.People.FindByExternalIdAsync(PersonKind.Account, "nobody", None));
        Assert.Empty(await market.People.FindManyAsync([], None));
    }

    [Fact]
    public async Task Many_are_found_at_once_and_the_unknown_are_left_out()
    {
        var olga = await market.PersonAsync("Olga");
        var ivan = await market.PersonAsync("Ivan");
        var found = await market.People.FindManyAsync([ivan.Id, olga.Id, new PersonId(1L << 50), ivan.Id], None);
        Assert.Equal([olga, ivan], found);
    }

    [Fact]
    public async Task A_guest_is_not_the_account_of_the_same_external_id()
    {
        var account = (await market.People.UpsertAsync(new PersonUpdate("same-id"), Market.Now, None)).Person;
        var guest = await market.People.AddGuestAsync("Visitor", "same-id", Market.Now, None);
        Assert.NotEqual(account.Id, guest.Id);
        Assert.Equal(PersonKind.Guest, guest.Kind);
        Assert.Equal(guest, await market.People.FindByExternalIdAsync(PersonKind.Guest, "same-id", None));
        Assert.Equal(account, await market.People.FindByExternalIdAsync(PersonKind.Account, "same-id", None));
    }

    [Fact]
    public async Task A_guest_without_a_name_gets_one()
    {
        var guest = await market.People.AddGuestAsync(null, "g-nameless", Market.Now, None);
        Assert.NotEmpty(guest.DisplayName);
        Assert.True(Tags.IsTag(guest.Tag));
    }

    [Fact]
    public async Task The_marketplace_adds_a_person_and_later_changes_only_what_it_names()
    {
        var first = await market.People.UpsertAsync(
            new PersonUpdate("m-1") { DisplayName = "Anna Müller", Email = Change<string?>.To("a@m.de"), AvatarUrl = Change<string?>.To("https://m/a.png"), Role = PersonRole.Moderator },
            Market.Now, None);
        Assert.True(first.IsNew);
        Assert.Equal("annamuller", first.Person.Tag);
        var second = await market.People.UpsertAsync(new PersonUpdate("m-1") { AvatarUrl = Change<string?>.To(null) }, Market.Now, None);
        Assert.False(second.IsNew);
        Assert.Equal(first.Person with { AvatarUrl = null }, second.Person);
        Assert.Equal(second.Person, await market.People.FindAsync(first.Person.Id, None));
    }

    [Fact]
    public async Task Of_parallel_upserts_exactly_one_adds_the_person()
    {
        var upserts = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(async () =>
            await market.People.UpsertAsync(new PersonUpdate("m-race") { DisplayName = "Racer" }, Market.Now, None))));
        Assert.Single(upserts, upserted => upserted.IsNew);
        Assert.Single(upserts.Select(upserted => upserted.Person.Id).Distinct());
    }

    [Fact]
    public async Task Parallel_upserts_of_different_fields_lose_none_of_them()
    {
        for (var round = 0; round < 5; round++)
        {
            var id = $"m-fields-{round}";
            await market.People.UpsertAsync(new PersonUpdate(id), Market.Now, None);
            await Task.WhenAll(
                Task.Run(async () => await market.People.UpsertAsync(new PersonUpdate(id) { DisplayName = "New name" }, Market.Now, None)),
                Task.Run(async () => await market.People.UpsertAsync(new PersonUpdate(id) { Email = Change<string?>.To("new@m.de") }, Market.Now, None)),
                Task.Run(async () => await market.People.UpsertAsync(new PersonUpdate(id) { Role = PersonRole.Admin }, Market.Now, None)));
            var person = (await market.People.FindByExternalIdAsync(PersonKind.Account, id, None))!;
            Assert.Equal(("New name", "new@m.de", PersonRole.Admin), (person.DisplayName, person.Email, person.Role));
        }
    }

    [Fact]
    public async Task Disabling_by_the_marketplace_ends_the_sessions()
    {
        var person = (await market.People.UpsertAsync(new PersonUpdate("m-2"), Market.Now, None)).Person;
        var session = await StartAsync(person);
        await market.People.UpsertAsync(new PersonUpdate("m-2") { IsDisabled = true }, Market.Now, None);
        Assert.NotNull((await market.Sessions.FindAsync(session.Id, None))!.EndedAt);
    }

    [Fact]
    public async Task A_profile_changes_only_in_what_was_given()
    {
        var person = await market.PersonAsync("Vera");
        var changed = Market.Value(await market.People.ChangeAsync(
            person.Id,
            new ProfileChange
            {
                Bio = Change<string?>.To("I sell bicycles"), Locale = Change<string?>.To("ru"), TimeZone = Change<string?>.To("Europe/Berlin"),
                ReadReceipts = Change<bool>.To(false), PresenceVisibility = Change<PresenceVisibility>.To(PresenceVisibility.Nobody),
            },
            None));
        Assert.Equal(
            person with { Bio = "I sell bicycles", Locale = "ru", TimeZone = "Europe/Berlin", ReadReceipts = false, PresenceVisibility = PresenceVisibility.Nobody },
            changed);
        Assert.Equal(changed, await market.People.FindAsync(person.Id, None));
    }

    [Fact]
    public async Task A_tag_can_be_changed_but_not_to_one_that_is_taken()
    {
        var vera = await market.PersonAsync("Vera");
        var zoya = await market.PersonAsync("Zoya");
        Market.Value(await market.People.ChangeAsync(vera.Id, new ProfileChange { Tag = Change<string>.To("vera_sells") }, None));
        Assert.Equal(vera.Id, (await market.People.FindByTagAsync("vera_sells", None))!.Id);
        var stolen = await market.People.ChangeAsync(zoya.Id, new ProfileChange { Tag = Change<string>.To("vera_sells") }, None);
        Assert.Equal(Refusal.Conflict("tag_taken"), stolen.Refusal);
        Assert.Equal(zoya.Tag, (await market.People.FindAsync(zoya.Id, None))!.Tag);
        // One's own tag is not somebody else's.
        Market.Value(await market.People.ChangeAsync(vera.Id, new ProfileChange { Tag = Change<string>.To("vera_sells") }, None));
    }

    [Fact]
    public async Task Of_parallel_claims_to_one_tag_exactly_one_wins()
    {
        var people = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => market.PersonAsync($"Claimant{number}")));
        var claims = await Task.WhenAll(people.Select(person => Task.Run(async () =>
            await market.People.ChangeAsync(person.Id, new ProfileChange { Tag = Change<string>.To("the_one") }, None))));
        Assert.Single(claims, claim => claim.Refusal is null);
        Assert.All(claims.Where(claim => claim.Refusal is not null), claim => Assert.Equal("tag_taken", claim.Refusal!.Subject));
    }

    [Fact]
    public async Task A_change_of_nobody_is_refused()
    {
        var change = await market.People.ChangeAsync(new PersonId(1L << 50), new ProfileChange { Bio = Change<string?>.To("?") }, None);
        Assert.Equal(RefusalKind.NotFound, change.Refusal!.Kind);
        Assert.False(await market.People.SetDisabledAsync(new PersonId(1L << 50), true, Market.Now, None));
        Assert.False(await market.People.SetRoleAsync(new PersonId(1L << 50), PersonRole.Admin, None));
        Assert.Null(await market.People.EraseAsync(new PersonId(1L << 50), Market.Now, None));
    }

    [Fact]
    public async Task Disabling_ends_all_sessions_and_enabling_brings_none_back()
    {
        var person = await market.PersonAsync("Dora");
        var session = await StartAsync(person);
        Assert.True(await market.People.SetDisabledAsync(person.Id, true, Market.Now, None));
        Assert.True((await market.People.FindAsync(person.Id, None))!.IsDisabled);
        Assert.NotNull((await market.Sessions.FindAsync(session.Id, None))!.EndedAt);
        Assert.True(await market.People.SetDisabledAsync(person.Id, false, Market.Now, None));
        Assert.False((await market.People.FindAsync(person.Id, None))!.IsDisabled);
        Assert.NotNull((await market.Sessions.FindAsync(session.Id, None))!.EndedAt);
    }

    [Fact]
    public async Task A_role_is_kept()
    {
        var person = await market.PersonAsync("Mod");
        Assert.True(await market.People.SetRoleAsync(person.Id, PersonRole.Admin, None));
        Assert.Equal(PersonRole.Admin, (await market.People.FindAsync(person.Id, None))!.Role);
    }

    [Fact]
    public async Task Erasing_takes_all_that_names_the_person_and_leaves_the_messages()
    {
        var elena = await market.PersonAsync("Elena Secret");
        var boris = await market.PersonAsync("Boris");
        var chat = await market.DirectAsync(elena, boris);
        await market.SayAsync(chat, elena, "my words stay");
        var session = await StartAsync(elena);
        Assert.Equal([chat.Id], await market.People.EraseAsync(elena.Id, Market.Now, None));

        var erased = (await market.People.FindAsync(elena.Id, None))!;
        Assert.True(erased.IsDisabled);
        Assert.Null(erased.Email);
        Assert.Null(erased.AvatarUrl);
        Assert.DoesNotContain("elena", erased.DisplayName + erased.Tag, StringComparison.OrdinalIgnoreCase);
        Assert.Null(await market.People.FindByTagAsync(elena.Tag, None));
        Assert.Null(await market.People.FindByExternalIdAsync(PersonKind.Account, elena.ExternalId, None));
        Assert.Null(await market.Accounts.FindLoginAsync(elena.Email!, None));
        Assert.NotNull((await market.Sessions.FindAsync(session.Id, None))!.EndedAt);
        Assert.Empty((await market.People.SearchAsync(boris.Id, "Elena", new PageRequest(), None)).Items);
        var view = await market.LookAsync(chat, boris);
        Assert.DoesNotContain("Elena", view.Chat.Title, StringComparison.Ordinal);
        Assert.Contains("Boris", view.Chat.Title, StringComparison.Ordinal);
        Assert.True(view.Chat.Revision > chat.Revision + 1);
        Assert.Equal(["my words stay"], (await market.HistoryAsync(chat, boris)).Select(message => message.Content));
    }

    [Fact]
    public async Task An_erased_email_and_external_id_are_free_again()
    {
        var first = Market.Value(await market.Accounts.AddAsync(new NewAccount("again@example.com", "hash", "First"), Market.Now, None));
        await market.People.EraseAsync(first.Id, Market.Now, None);
        var second = Market.Value(await market.Accounts.AddAsync(new NewAccount("again@example.com", "hash", "Second"), Market.Now, None));
        Assert.NotEqual(first.Id, second.Id);
        Assert.True((await market.People.UpsertAsync(new PersonUpdate(first.ExternalId), Market.Now, None)).IsNew);
    }

    [Fact]
    public async Task The_system_cannot_be_erased() => Assert.Null(await market.People.EraseAsync(Person.System, Market.Now, None));

    [Fact]
    public async Task When_people_were_here_never_moves_back()
    {
        var olga = await market.PersonAsync("Olga");
        var ivan = await market.PersonAsync("Ivan");
        var (early, late) = (Market.Now, Market.Now + TimeSpan.FromMinutes(5));
        await market.People.SeenAsync([(olga.Id, early), (olga.Id, late), (ivan.Id, early)], None);
        await market.People.SeenAsync([(olga.Id, early)], None);
        await market.People.SeenAsync([], None);
        Assert.Equal(late, (await market.People.FindAsync(olga.Id, None))!.LastSeenAt);
        Assert.Equal(early, (await market.People.FindAsync(ivan.Id, None))!.LastSeenAt);
    }

    [Fact]
    public async Task Contacts_are_those_who_share_a_chat()
    {
        var me = await market.PersonAsync("Me");
        var friend = await market.PersonAsync("Friend");
        var neighbour = await market.PersonAsync("Neighbour");
        var stranger = await market.PersonAsync("Stranger");
        await market.DirectAsync(me, friend);
        await market.GroupAsync(neighbour, me, friend);
        Assert.Equal([friend.Id, neighbour.Id], (await market.People.ContactsAsync(me.Id, 10, None)).OrderBy(id => id.Value));
        Assert.Single(await market.People.ContactsAsync(me.Id, 1, None));
        var among = await market.People.ContactsAmongAsync(me.Id, [friend.Id, stranger.Id, me.Id], None);
        Assert.Equal([friend.Id], among);
        Assert.Empty(await market.People.ContactsAmongAsync(me.Id, [], None));
    }

    private ValueTask<Session> StartAsync(Person person)
        => market.Sessions.StartAsync(new NewSession(person.Id, "key", Market.Now, Market.Now + TimeSpan.FromDays(7), null, null, null), None);
}
