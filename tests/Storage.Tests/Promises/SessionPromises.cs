using Haggle.Core.People;

namespace Haggle.Storage.Tests.Promises;

public abstract class SessionPromises(Market market)
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    [Fact]
    public async Task A_session_is_kept_as_it_was_started()
    {
        var person = await market.PersonAsync("Olga");
        var now = Market.Now;
        var session = await market.Sessions.StartAsync(new NewSession(person.Id, "k1", now, now + Week, "Phone", "192.0.2.1", "Agent/1"), None);
        Assert.Equal(person, session.Person);
        Assert.Equal(("k1", now, now, now + Week, now), (session.RefreshKey, session.RefreshedAt, session.CreatedAt, session.ExpiresAt, session.LastSeenAt));
        Assert.Equal(("Phone", "192.0.2.1", "Agent/1"), (session.DeviceName, session.Address, session.UserAgent));
        Assert.Equal(session, await market.Sessions.FindAsync(session.Id, None));
        Assert.Null(await market.Sessions.FindAsync(new SessionId(1L << 50), None));
    }

    [Fact]
    public async Task The_current_key_is_exchanged_for_the_fresh_one_and_the_session_lives_on()
    {
        var (session, now) = await StartAsync();
        var later = now + TimeSpan.FromHours(1);
        var rotation = await market.Sessions.RotateAsync(session.Id, "k1", "k2", later, Grace, Week, None);
        Assert.False(rotation.WasReused);
        Assert.Equal(("k2", later, later + Week), (rotation.Session!.RefreshKey, rotation.Session.RefreshedAt, rotation.Session.ExpiresAt));
        Assert.Equal(rotation.Session, await market.Sessions.FindAsync(session.Id, None));
    }

    [Fact]
    public async Task A_second_tab_within_the_grace_gets_the_same_successor()
    {
        var (session, now) = await StartAsync();
        var first = await market.Sessions.RotateAsync(session.Id, "k1", "k2", now, Grace, Week, None);
        var second = await market.Sessions.RotateAsync(session.Id, "k1", "k3", now + Grace, Grace, Week, None);
        Assert.Equal(first.Session, second.Session);
    }

    [Fact]
    public async Task A_used_key_after_the_grace_ends_the_session()
    {
        var (session, now) = await StartAsync();
        await market.Sessions.RotateAsync(session.Id, "k1", "k2", now, Grace, Week, None);
        var late = now + Grace + TimeSpan.FromMilliseconds(1);
        Assert.Equal(new Rotation(null, WasReused: true), await market.Sessions.RotateAsync(session.Id, "k1", "k3", late, Grace, Week, None));
        Assert.Equal(late, (await market.Sessions.FindAsync(session.Id, None))!.EndedAt);
        Assert.Equal(new Rotation(null, WasReused: false), await market.Sessions.RotateAsync(session.Id, "k2", "k3", late, Grace, Week, None));
    }

    [Fact]
    public async Task A_key_from_before_the_last_one_ends_the_session_even_within_the_grace()
    {
        var (session, now) = await StartAsync();
        await market.Sessions.RotateAsync(session.Id, "k1", "k2", now, Grace, Week, None);
        await market.Sessions.RotateAsync(session.Id, "k2", "k3", now, Grace, Week, None);
        Assert.True((await market.Sessions.RotateAsync(session.Id, "k1", "k4", now, Grace, Week, None)).WasReused);
    }

    [Fact]
    public async Task Of_parallel_exchanges_one_rotates_and_all_get_its_key()
    {
        var (session, now) = await StartAsync();
        var rotations = await Task.WhenAll(Enumerable.Range(0, 8).Select(tab => Task.Run(async () =>
            await market.Sessions.RotateAsync(session.Id, "k1", $"fresh{tab}", now, Grace, Week, None))));
        Assert.All(rotations, rotation => Assert.NotNull(rotation.Session));
        Assert.Single(rotations.Select(rotation => rotation.Session!.RefreshKey).Distinct());
    }

    [Fact]
    public async Task An_expired_ended_or_unknown_session_rotates_no_key()
    {
        var (session, now) = await StartAsync();
        var nothing = new Rotation(null, WasReused: false);
        Assert.Equal(nothing, await market.Sessions.RotateAsync(session.Id, "k1", "k2", now + Week, Grace, Week, None));
        await market.Sessions.EndAsync(session.Person.Id, session.Id, now, None);
        Assert.Equal(nothing, await market.Sessions.RotateAsync(session.Id, "k1", "k2", now, Grace, Week, None));
        Assert.Equal(nothing, await market.Sessions.RotateAsync(new SessionId(1L << 50), "k1", "k2", now, Grace, Week, None));
    }

    [Fact]
    public async Task A_session_of_a_disabled_person_rotates_no_key()
    {
        var (session, now) = await StartAsync();
        await market.People.SetDisabledAsync(session.Person.Id, true, now, None);
        Assert.Null((await market.Sessions.RotateAsync(session.Id, "k1", "k2", now, Grace, Week, None)).Session);
    }

    [Fact]
    public async Task Live_sessions_are_listed_the_last_used_first()
    {
        var person = await market.PersonAsync("Lister");
        var now = Market.Now;
        var first = await StartAsync(person, now);
        var second = await StartAsync(person, now);
        var ended = await StartAsync(person, now);
        await StartAsync(person, now - Week - TimeSpan.FromDays(1)); // expired
        await market.Sessions.EndAsync(person.Id, ended.Id, now, None);
        await market.Sessions.TouchAsync([(first.Id, now + TimeSpan.FromMinutes(1))], None);
        Assert.Equal([first.Id, second.Id], (await market.Sessions.ListAsync(person.Id, now, None)).Select(session => session.Id));
    }

    [Fact]
    public async Task A_session_that_ended_a_month_ago_is_forgotten_when_its_person_signs_in_again()
    {
        var person = await market.PersonAsync("Regular");
        var now = Market.Now;
        var old = await StartAsync(person, now - Week - TimeSpan.FromDays(31));
        var young = await StartAsync(person, now - Week - TimeSpan.FromDays(29));
        await StartAsync(person, now);
        Assert.Null(await market.Sessions.FindAsync(old.Id, None));
        Assert.NotNull(await market.Sessions.FindAsync(young.Id, None));
    }

    [Fact]
    public async Task Only_ones_own_live_session_can_be_ended_and_only_once()
    {
        var (session, now) = await StartAsync();
        var stranger = await market.PersonAsync("Stranger");
        Assert.False(await market.Sessions.EndAsync(stranger.Id, session.Id, now, None));
        Assert.True(await market.Sessions.EndAsync(session.Person.Id, session.Id, now, None));
        Assert.False(await market.Sessions.EndAsync(session.Person.Id, session.Id, now, None));
    }

    [Fact]
    public async Task All_sessions_end_but_the_one_kept()
    {
        var person = await market.PersonAsync("Everywhere");
        var now = Market.Now;
        var sessions = new[] { await StartAsync(person, now), await StartAsync(person, now), await StartAsync(person, now) };
        Assert.Equal([sessions[0].Id, sessions[2].Id], (await market.Sessions.EndAllAsync(person.Id, sessions[1].Id, now, None)).OrderBy(id => id.Value));
        Assert.Equal([sessions[1].Id], await market.Sessions.EndAllAsync(person.Id, null, now, None));
        Assert.Empty(await market.Sessions.EndAllAsync(person.Id, null, now, None));
    }

    [Fact]
    public async Task Another_node_learns_which_sessions_have_ended_since()
    {
        var (early, now) = await StartAsync();
        var (late, _) = await StartAsync();
        var (live, _) = await StartAsync();
        var future = now + TimeSpan.FromDays(1); // so that other tests' sessions are not among them
        await market.Sessions.EndAsync(early.Person.Id, early.Id, future, None);
        await market.Sessions.EndAllAsync(late.Person.Id, null, future + TimeSpan.FromSeconds(1), None);
        Assert.Equal([(early.Person.Id, early.Id), (late.Person.Id, late.Id)], await market.Sessions.EndedSinceAsync(future, None));
        Assert.Equal([(late.Person.Id, late.Id)], await market.Sessions.EndedSinceAsync(future + TimeSpan.FromSeconds(1), None));
        Assert.DoesNotContain((live.Person.Id, live.Id), await market.Sessions.EndedSinceAsync(now, None));
    }

    [Fact]
    public async Task When_a_session_was_used_never_moves_back()
    {
        var (session, now) = await StartAsync();
        await market.Sessions.TouchAsync([(session.Id, now + TimeSpan.FromMinutes(2)), (session.Id, now + TimeSpan.FromMinutes(1))], None);
        await market.Sessions.TouchAsync([(session.Id, now)], None);
        await market.Sessions.TouchAsync([], None);
        Assert.Equal(now + TimeSpan.FromMinutes(2), (await market.Sessions.FindAsync(session.Id, None))!.LastSeenAt);
    }

    private async Task<(Session Session, DateTimeOffset Now)> StartAsync()
    {
        var now = Market.Now;
        return (await StartAsync(await market.PersonAsync("Somebody"), now), now);
    }

    private async Task<Session> StartAsync(Person person, DateTimeOffset now)
        => await market.Sessions.StartAsync(new NewSession(person.Id, "k1", now, now + Week, null, null, null), None);
}
