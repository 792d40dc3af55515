using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.Moderation;
using Haggle.Core.People;
using Haggle.Core.Presence;

namespace Haggle.Server.Tests.Identity;

public sealed class ProfileTests
{
    private static CancellationToken Patience => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_absent_stays_and_null_clears()
    {
        await using var town = await Town.BuildAsync();
        var olga = (await town.RegisterAsync("Olga")).Person;
        var edit = town.Get<EditProfile>();
        var full = (await edit.RunAsync(olga.Id, new ProfileChange { Bio = Change<string?>.To("Sells bicycles"), Locale = Change<string?>.To("ru"), TimeZone = Change<string?>.To("Europe/Moscow"), Tag = Change<string>.To("olga_p") }, Patience)).Value();
        Assert.Equal(("Olga", "olga_p", "Sells bicycles", "ru", "Europe/Moscow"), (full.DisplayName, full.Tag, full.Bio, full.Locale, full.TimeZone));
        var less = (await edit.RunAsync(olga.Id, new ProfileChange { Bio = Change<string?>.To(null), DisplayName = Change<string>.To("  Ольга ") }, Patience)).Value();
        Assert.Equal(("Ольга", "olga_p", null, "ru"), (less.DisplayName, less.Tag, less.Bio, less.Locale));
    }

    [Fact]
    public async Task A_change_is_seen_at_once_on_the_own_other_sessions_and_told_to_contacts()
    {
        await using var town = await Town.BuildAsync();
        var (olga, ivan, anna) = (await town.RegisterAsync("Olga"), await town.RegisterAsync("Ivan"), await town.RegisterAsync("Anna"));
        await town.OpenDirectAsync(olga.Person.Id, ivan.Person.Id);
        var other = await town.SignInAsync("Olga");
        await town.CallerAsync(other); // remembered with the old name
        await town.Get<EditProfile>().RunAsync(olga.Person.Id, new ProfileChange { DisplayName = Change<string>.To("Olga P.") }, Patience);
        Assert.Equal("Olga P.", (await town.CallerAsync(other)).Person.DisplayName);
        Assert.Equal([olga.Person.Id, ivan.Person.Id], town.Heard.Told.Select(told => told.Person));
        Assert.DoesNotContain(town.Heard.Told, told => told.Person == anna.Person.Id);
    }

    [Fact]
    public async Task A_taken_tag_is_refused()
    {
        await using var town = await Town.BuildAsync();
        var (olga, ivan) = (await town.RegisterAsync("Olga"), await town.RegisterAsync("Ivan"));
        (await town.Get<EditProfile>().RunAsync(ivan.Person.Id, new ProfileChange { Tag = Change<string>.To(olga.Person.Tag) }, Patience)).IsRefused(RefusalKind.Conflict, "tag_taken");
    }

    [Fact]
    public async Task People_are_found_by_id_tag_and_name_but_not_by_those_whom_they_blocked()
    {
        await using var town = await Town.BuildAsync();
        var (olga, ivan) = ((await town.RegisterAsync("Olga")).Person, (await town.RegisterAsync("Ivan")).Person);
        var (find, search) = (town.Get<FindPerson>(), town.Get<SearchPeople>());
        Assert.Equal(olga.Id, (await find.RunAsync(ivan.Id, olga.Id, Patience)).Value().Person.Id);
        Assert.Equal(olga.Id, (await find.RunByTagAsync(ivan.Id, "@Olga", Patience)).Value().Person.Id);
        Assert.Equal([olga.Id], (await search.RunAsync(ivan.Id, "@ol", new PageRequest(), Patience)).Value().Items.Select(person => person.Id));

        await town.Get<BlockPerson>().RunAsync(olga.Id, ivan.Id, Patience);
        (await find.RunAsync(ivan.Id, olga.Id, Patience)).IsRefused(RefusalKind.NotFound, "user");
        (await find.RunByTagAsync(ivan.Id, "olga", Patience)).IsRefused(RefusalKind.NotFound, "user");
        Assert.Empty((await search.RunAsync(ivan.Id, "olga", new PageRequest(), Patience)).Value().Items);
        Assert.Equal(ivan.Id, (await find.RunAsync(olga.Id, ivan.Id, Patience)).Value().Person.Id); // she still sees him, to unblock him

        (await search.RunAsync(ivan.Id, "o", new PageRequest(), Patience)).IsRefused(RefusalKind.Invalid, "query.q");
        (await search.RunAsync(ivan.Id, null, new PageRequest(), Patience)).IsRefused(RefusalKind.Invalid, "query.q");
    }

    [Fact]
    public async Task A_block_is_told_to_the_own_devices_and_the_shared_chats_are_looked_at_anew()
    {
        await using var town = await Town.BuildAsync();
        var (olga, ivan) = ((await town.RegisterAsync("Olga")).Person, (await town.RegisterAsync("Ivan")).Person);
        var chat = await town.OpenDirectAsync(olga.Id, ivan.Id);
        var block = town.Get<BlockPerson>();
        (await block.RunAsync(olga.Id, ivan.Id, Patience)).Value();
        (await block.RunAsync(olga.Id, ivan.Id, Patience)).Value(); // safe to retry, and told once
        Assert.Equal([(olga.Id, (PersonalEvent)new BlockChanged(ivan.Id, true))], town.Heard.Told);
        Assert.Equal([chat], town.Heard.Reconsidered);
        Assert.Equal([ivan.Id], (await town.Get<ListBlocks>().RunAsync(olga.Id, new PageRequest(), Patience)).Items.Select(blocked => blocked.Person.Id));

        await town.Get<UnblockPerson>().RunAsync(olga.Id, ivan.Id, Patience);
        await town.Get<UnblockPerson>().RunAsync(olga.Id, ivan.Id, Patience);
        Assert.Equal(new BlockChanged(ivan.Id, false), town.Heard.Told[^1].Event);
        Assert.Equal(2, town.Heard.Told.Count);
        (await block.RunAsync(olga.Id, olga.Id, Patience)).IsRefused(RefusalKind.Invalid, "path.user_id");
        (await block.RunAsync(olga.Id, new PersonId(4_000), Patience)).IsRefused(RefusalKind.NotFound, "user");
    }

    [Theory]
    [InlineData(PresenceVisibility.Everyone, false, true)]
    [InlineData(PresenceVisibility.Contacts, false, false)]
    [InlineData(PresenceVisibility.Contacts, true, true)]
    [InlineData(PresenceVisibility.Nobody, true, false)]
    public async Task Who_is_here_shows_to_those_who_may_see_it(PresenceVisibility visibility, bool areContacts, bool isSeen)
    {
        await using var town = await Town.BuildAsync();
        var (olga, ivan) = ((await town.RegisterAsync("Olga")).Person, (await town.RegisterAsync("Ivan")).Person);
        town.Here.People.Add(olga.Id);
        await town.Get<EditProfile>().RunAsync(olga.Id, new ProfileChange { PresenceVisibility = Change<PresenceVisibility>.To(visibility) }, Patience);
        if (areContacts)
            await town.OpenDirectAsync(olga.Id, ivan.Id);
        Assert.Equal(isSeen ? PresenceStatus.Online : PresenceStatus.Offline, await SeenAsync(town, ivan.Id, olga.Id));
        Assert.Equal(PresenceStatus.Online, await SeenAsync(town, olga.Id, olga.Id));
    }

    [Fact]
    public async Task A_block_hides_presence_both_ways()
    {
        await using var town = await Town.BuildAsync();
        var (olga, ivan) = ((await town.RegisterAsync("Olga")).Person, (await town.RegisterAsync("Ivan")).Person);
        town.Here.People.UnionWith([olga.Id, ivan.Id]);
        Assert.Equal(PresenceStatus.Online, await SeenAsync(town, ivan.Id, olga.Id));
        await town.Get<BlockPerson>().RunAsync(olga.Id, ivan.Id, Patience);
        Assert.Equal(PresenceStatus.Offline, await SeenAsync(town, ivan.Id, olga.Id));
        Assert.Equal(PresenceStatus.Offline, await SeenAsync(town, olga.Id, ivan.Id));
        Assert.Equal([(olga.Id, ivan.Id), (ivan.Id, olga.Id)], town.Here.Hidden); // and whoever watched is told
    }

    [Fact]
    public async Task Nobody_knows_whether_an_unknown_person_is_here()
    {
        await using var town = await Town.BuildAsync();
        var olga = (await town.RegisterAsync("Olga")).Person;
        var ids = (PersonId[])[new(4_000), olga.Id, new(-1)];
        Assert.Equal(ids, (await town.Get<SeePresence>().RunAsync(olga.Id, ids, Patience)).Select(seen => seen.PersonId));
        Assert.Equal(SeenPresence.Nothing(new PersonId(4_000)), (await town.Get<SeePresence>().RunAsync(olga.Id, ids, Patience))[0]);
    }

    private static async Task<PresenceStatus> SeenAsync(Town town, PersonId viewer, PersonId person)
        => (await town.Get<SeePresence>().RunAsync(viewer, [person], Patience))[0].Status;
}
