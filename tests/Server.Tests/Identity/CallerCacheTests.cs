using Haggle.Core.People;
using Haggle.Server.Identity;
using Haggle.Testing;

namespace Haggle.Server.Tests.Identity;

public sealed class CallerCacheTests
{
    private static readonly SessionId Session = new(3);

    private readonly HandClock clock = new();

    [Fact]
    public void Somebody_is_remembered_for_five_seconds_from_the_look_up_on()
    {
        var cache = new CallerCache(clock);
        var asOf = cache.Now();
        clock.Advance(TimeSpan.FromSeconds(2)); // the look-up took its time
        cache.Keep(Session, People.Caller(clock.Now), asOf);
        clock.Advance(TimeSpan.FromSeconds(2.9));
        Assert.NotNull(cache.Find(Session));
        clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Null(cache.Find(Session));
    }

    [Fact]
    public void Whoever_is_forgotten_is_looked_up_anew()
    {
        var cache = new CallerCache(clock);
        cache.Keep(Session, People.Caller(clock.Now), cache.Now());
        cache.Keep(Session, People.Caller(clock.Now), cache.Now());
        cache.Forget(new PersonId(8));
        Assert.NotNull(cache.Find(Session));
        cache.Forget(new PersonId(7));
        Assert.Null(cache.Find(Session));
        cache.Keep(Session, People.Caller(clock.Now), cache.Now());
        Assert.NotNull(cache.Find(Session));
    }

    [Fact]
    public void A_look_up_that_began_before_its_person_was_forgotten_does_not_count()
    {
        var cache = new CallerCache(clock);
        var asOf = cache.Now();
        cache.Forget(new PersonId(7));
        cache.Keep(Session, People.Caller(clock.Now), asOf);
        Assert.Null(cache.Find(Session));
    }

    [Fact]
    public void A_sweep_forgets_nothing_too_early()
    {
        var cache = new CallerCache(clock);
        var asOf = cache.Now();
        cache.Forget(new PersonId(7));
        clock.Advance(TimeSpan.FromSeconds(4));
        cache.Sweep();
        cache.Keep(Session, People.Caller(clock.Now), asOf);
        Assert.Null(cache.Find(Session));
    }

    [Fact]
    public void It_is_bounded_and_a_sweep_makes_room()
    {
        var cache = new CallerCache(clock) { Most = 2 };
        for (var i = 1; i <= 3; i++)
            cache.Keep(new SessionId(i), People.Caller(clock.Now), cache.Now());
        Assert.Equal([true, true, false], Enumerable.Range(1, 3).Select(i => cache.Find(new SessionId(i)) is not null));
        clock.Advance(TimeSpan.FromSeconds(6));
        cache.Sweep();
        cache.Keep(new SessionId(3), People.Caller(clock.Now), cache.Now());
        Assert.NotNull(cache.Find(new SessionId(3)));
    }

    [Fact]
    public void Forgetting_more_than_it_can_remember_forgets_everybody()
    {
        var cache = new CallerCache(clock) { Most = 2 };
        var asOf = cache.Now();
        cache.Keep(Session, People.Caller(clock.Now), asOf);
        for (var i = 100; i < 103; i++)
            cache.Forget(new PersonId(i));
        Assert.Null(cache.Find(Session));
        cache.Keep(Session, People.Caller(clock.Now), asOf);
        Assert.Null(cache.Find(Session));
        cache.Keep(Session, People.Caller(clock.Now), cache.Now());
        Assert.NotNull(cache.Find(Session));
    }
}
