using System.Net;
using Haggle.Core;
using Haggle.Core.Limits;
using Haggle.Core.People;
using Haggle.Server.Limits;
using Haggle.Server.Settings;
using Haggle.Testing;
using Microsoft.Extensions.Configuration;

namespace Haggle.Server.Tests.Limits;

public sealed class RateLimitsTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly HandClock clock = new();

    [Fact]
    public void A_grown_account_may_say_sixty_at_once_and_ten_a_second()
    {
        var (limits, olga) = (Limits(), Account(TimeSpan.FromDays(2)));
        Assert.Equal(60, TakenOf(100, () => limits.TakeMessage(olga)));
        clock.Advance(Second);
        Assert.Equal(10, TakenOf(100, () => limits.TakeMessage(olga)));
    }

    [Fact]
    public void An_account_younger_than_a_day_may_say_thirty_at_once_and_then_a_third_of_the_rate()
    {
        var (limits, olga) = (Limits(), Account(TimeSpan.FromHours(23)));
        Assert.Equal(30, TakenOf(100, () => limits.TakeMessage(olga)));
        clock.Advance(3 * Second);
        Assert.Equal(10, TakenOf(100, () => limits.TakeMessage(olga)));
    }

    [Fact]
    public void Whom_a_marketplace_sends_may_say_a_hundred_and_fifty_at_once_however_new()
    {
        var (limits, olga) = (Limits(), Account(TimeSpan.Zero) with { ExternalId = "u-77" });
        Assert.Equal(150, TakenOf(200, () => limits.TakeMessage(olga)));
        clock.Advance(Second);
        Assert.Equal(10, TakenOf(100, () => limits.TakeMessage(olga)));
        var guest = olga with { Id = new PersonId(78), Kind = PersonKind.Guest };
        Assert.Equal(30, TakenOf(100, () => limits.TakeMessage(guest)));
    }

    [Fact]
    public void Looks_at_cheap_lists_take_nothing_from_other_requests()
    {
        var limits = Limits(("RATE_LIMIT_REQUESTS_PER_SEC", "10"));
        Assert.Equal(300, TakenOf(1_000, () => limits.TakeLook(IPAddress.Loopback)));
        Assert.Equal(30, TakenOf(100, () => limits.TakeRequest(IPAddress.Loopback)));
    }

    [Fact]
    public void A_refusal_says_when_to_come_back_and_then_it_works()
    {
        var (limits, olga) = (Limits(), Account(TimeSpan.FromDays(2)));
        TakenOf(60, () => limits.TakeMessage(olga));
        var refusal = limits.TakeMessage(olga);
        Assert.Equal((RefusalKind.TooFast, TimeSpan.FromMilliseconds(100)), (refusal!.Kind, refusal.RetryAfter));
        clock.Advance(TimeSpan.FromMilliseconds(99));
        Assert.NotNull(limits.TakeMessage(olga));
        clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Null(limits.TakeMessage(olga));
    }

    [Fact]
    public void Sign_ins_are_counted_by_address_and_a_whole_IPv6_network_is_one()
    {
        var limits = Limits(("RATE_LIMIT_AUTH_PER_MIN", "2"));
        int Taken(string address) => TakenOf(10, () => limits.TakeSignIn(IPAddress.Parse(address)));
        Assert.Equal(2, Taken("10.0.0.1"));
        Assert.Equal(2, Taken("10.0.0.2"));
        Assert.Equal(0, Taken("::ffff:10.0.0.1"));
        Assert.Equal(2, Taken("2001:db8::1"));
        Assert.Equal(0, Taken("2001:db8::ffff:1"));
        Assert.Equal(2, Taken("2001:db8:0:1::1"));
    }

    [Fact]
    public void Whom_somebody_answers_for_may_say_and_open_more_however_young_and_a_crowd_may_ask_more()
    {
        var (limits, olga) = (Limits(), Account(TimeSpan.Zero));
        Assert.Equal(150, TakenOf(500, () => limits.TakeMessage(olga, isVouchedFor: true)));
        clock.Advance(Second);
        Assert.Equal(10, TakenOf(100, () => limits.TakeMessage(olga, isVouchedFor: true)));
        Assert.Equal(600, TakenOf(1_000, () => limits.TakeChat(olga, isVouchedFor: true)));
        Assert.Equal(3_000, TakenOf(9_000, () => limits.TakeRequest(IPAddress.Loopback, isCrowd: true)));
        Assert.Equal(300, TakenOf(9_000, () => limits.TakeRequest(IPAddress.Loopback)));
    }

    [Fact]
    public void Zero_switches_a_limit_off()
    {
        var limits = Limits(("RATE_LIMIT_AUTH_PER_MIN", "0"), ("RATE_LIMIT_MESSAGES_PER_SEC", "0"), ("RATE_LIMIT_CHATS_PER_MIN", "0"), ("RATE_LIMIT_REQUESTS_PER_SEC", "0"));
        var olga = Account(TimeSpan.Zero);
        Assert.Equal(1_000, TakenOf(1_000, () => limits.TakeSignIn(IPAddress.Loopback)));
        Assert.Equal(1_000, TakenOf(1_000, () => limits.TakeMessage(olga)));
        Assert.Equal(1_000, TakenOf(1_000, () => limits.TakeChat(olga)));
        Assert.Equal(1_000, TakenOf(1_000, () => limits.TakeRequest(IPAddress.Loopback)));
    }

    [Fact]
    public void One_person_does_not_take_from_another()
    {
        var limits = Limits();
        Assert.Equal(10, TakenOf(50, () => limits.TakeChat(Account(TimeSpan.Zero))));
        Assert.Equal(10, TakenOf(50, () => limits.TakeChat(Account(TimeSpan.Zero) with { Id = new PersonId(8) })));
    }

    [Fact]
    public void The_store_is_bounded_and_those_without_a_place_share_one()
    {
        var store = new AllowanceStore<int>(clock, most: 10);
        var allowance = new Allowance(1, Second, 2);
        for (var key = 0; key < 10; key++)
            store.Take(key, allowance);
        Assert.Equal(2, Enumerable.Range(100, 50).Count(key => store.Take(key, allowance) is null));
        Assert.Equal(10, store.Count);
        Assert.Null(store.Take(3, allowance)); // whoever has a place keeps its own allowance

        clock.Advance(5 * Second);
        Assert.Equal(5, Enumerable.Range(200, 5).Count(key => store.Take(key, allowance) is null)); // the old places are free again
        Assert.Equal(5, store.Count);
    }

    [Fact]
    public async Task Many_at_once_get_exactly_the_allowance()
    {
        var store = new AllowanceStore<int>(clock);
        var allowance = new Allowance(1, TimeSpan.FromHours(1), 100);
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Enumerable.Range(0, 100).Count(_ => store.Take(1, allowance) is null))));
        Assert.Equal(100, taken.Sum());
    }

    private RateLimits Limits(params (string Name, string Value)[] settings)
        => new(ServerSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value)).Build()), clock);

    private Person Account(TimeSpan age) => Identity.People.Olga(clock.Now - age);

    private static int TakenOf(int tries, Func<Refusal?> take) => Enumerable.Range(0, tries).Count(_ => take() is null);
}
