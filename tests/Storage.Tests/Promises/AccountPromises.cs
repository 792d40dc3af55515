using Haggle.Core;
using Haggle.Core.People;

namespace Haggle.Storage.Tests.Promises;

public abstract class AccountPromises(Market market)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_new_account_is_a_person_with_the_email_as_it_was_written()
    {
        var olga = Market.Value(await market.Accounts.AddAsync(new NewAccount("Olga.K@Example.com", "hash", "Olga"), Market.Now, None));
        Assert.Equal(PersonKind.Account, olga.Kind);
        Assert.Equal("Olga.K@Example.com", olga.Email);
        Assert.Equal(olga.Id.ToString(), olga.ExternalId);
        Assert.Equal(PersonRole.User, olga.Role);
        Assert.Equal(olga, await market.People.FindAsync(olga.Id, None));
    }

    [Fact]
    public async Task An_email_is_taken_whatever_its_case()
    {
        await market.Accounts.AddAsync(new NewAccount("ivan@example.com", "hash", "Ivan"), Market.Now, None);
        var second = await market.Accounts.AddAsync(new NewAccount("IVAN@EXAMPLE.COM", "hash", "Other"), Market.Now, None);
        Assert.Equal(Refusal.Conflict("email_taken"), second.Refusal);
    }

    [Fact]
    public async Task Of_parallel_registrations_with_one_email_exactly_one_wins()
    {
        var tries = await Task.WhenAll(Enumerable.Range(0, 16).Select(number => Task.Run(async () =>
            await market.Accounts.AddAsync(new NewAccount(number % 2 == 0 ? "race@example.com" : "Race@Example.com", "hash", "Racer"), Market.Now, None))));
        Assert.Single(tries, one => one.Refusal is null);
        Assert.All(tries.Where(one => one.Refusal is not null), one => Assert.Equal("email_taken", one.Refusal!.Subject));
    }

    [Fact]
    public async Task Parallel_registrations_under_one_name_all_get_a_tag_of_their_own()
    {
        var people = await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => Task.Run(() => market.PersonAsync("Парабола"))));
        Assert.Equal(24, people.Select(person => person.Tag).Distinct().Count());
        Assert.Contains(people, person => person.Tag == "parabola");
        Assert.All(people, person => Assert.True(Tags.IsTag(person.Tag) && person.Tag.StartsWith("parabola", StringComparison.Ordinal), person.Tag));
    }

    [Fact]
    public async Task A_name_without_a_tag_in_it_gives_the_number_as_tag()
    {
        var person = await market.PersonAsync("李");
        Assert.Equal($"user{person.Id}", person.Tag);
    }

    [Fact]
    public async Task A_number_tag_that_somebody_took_is_passed_over()
    {
        var thief = await market.PersonAsync("Thief");
        var next = new PersonId(thief.Id.Value + 1);
        Market.Value(await market.People.ChangeAsync(thief.Id, new ProfileChange { Tag = Change<string>.To(Tags.Of(next)) }, None));
        var others = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => market.PersonAsync("李")));
        Assert.All(others, person => Assert.StartsWith("user", person.Tag, StringComparison.Ordinal));
        Assert.Equal(3, others.Select(person => person.Tag).Distinct().Count());
    }

    [Fact]
    public async Task A_local_account_draws_another_id_when_the_marketplace_uses_its_number()
    {
        var before = await market.PersonAsync("Before");
        // The numbers that would come next, as ids of the marketplace's own; each of these people draws a number too.
        for (var ahead = 1; ahead <= 20; ahead++)
            await market.People.UpsertAsync(new PersonUpdate($"{before.Id.Value + 20 + ahead}"), Market.Now, None);
        var people = new List<Person>();
        for (var count = 0; count < 3; count++)
            people.Add(await market.PersonAsync("After"));
        Assert.All(people, person => Assert.Equal(person.Id.ToString(), person.ExternalId));
        Assert.All(people, person => Assert.True(person.Id.Value > before.Id.Value + 40, $"{person.Id} after {before.Id}"));
    }

    [Fact]
    public async Task A_login_is_found_by_email_in_any_case_and_by_person()
    {
        var maria = Market.Value(await market.Accounts.AddAsync(new NewAccount("Maria@Example.com", "secret", "Maria"), Market.Now, None));
        Assert.Equal(new Login(maria, "secret"), await market.Accounts.FindLoginAsync("mARIA@example.com", None));
        Assert.Equal(new Login(maria, "secret"), await market.Accounts.FindLoginAsync(maria.Id, None));
        Assert.Null(await market.Accounts.FindLoginAsync("nobody@example.com", None));
        Assert.Null(await market.Accounts.FindLoginAsync(Person.System, None));
    }

    [Fact]
    public async Task A_new_password_ends_all_sessions_but_the_one_kept()
    {
        var person = await market.PersonAsync("Petra");
        var now = Market.Now;
        var kept = await StartAsync(person);
        var other = await StartAsync(person);
        await market.Accounts.ChangePasswordAsync(person.Id, "new", kept.Id, now, None);
        Assert.Equal("new", (await market.Accounts.FindLoginAsync(person.Id, None))!.PasswordHash);
        Assert.Null((await market.Sessions.FindAsync(kept.Id, None))!.EndedAt);
        Assert.Equal(now, (await market.Sessions.FindAsync(other.Id, None))!.EndedAt);
    }

    [Fact]
    public async Task A_stronger_hash_ends_no_session()
    {
        var person = await market.PersonAsync("Petra");
        var session = await StartAsync(person);
        await market.Accounts.StrengthenAsync(person.Id, "stronger", None);
        Assert.Equal("stronger", (await market.Accounts.FindLoginAsync(person.Id, None))!.PasswordHash);
        Assert.Null((await market.Sessions.FindAsync(session.Id, None))!.EndedAt);
    }

    private ValueTask<Session> StartAsync(Person person)
        => market.Sessions.StartAsync(new NewSession(person.Id, "key", Market.Now, Market.Now + TimeSpan.FromDays(7), null, null, null), None);
}
