using System.Net;
using Haggle.Core;
using Haggle.Core.People;

namespace Haggle.Server.Tests.Identity;

public sealed class SigningInTests
{
    private static CancellationToken Patience => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_registers_is_signed_in()
    {
        await using var town = await Town.BuildAsync();
        var olga = await town.RegisterAsync("Olga");
        Assert.Equal((PersonKind.Account, "Olga", "olga", "Olga@example.com"), (olga.Person.Kind, olga.Person.DisplayName, olga.Person.Tag, olga.Person.Email));
        Assert.Equal(TimeSpan.FromMinutes(15), olga.ExpiresIn);
        Assert.Equal(olga.Person.Id, (await town.CallerAsync(olga)).Person.Id);
    }

    [Fact]
    public async Task Of_many_who_register_one_e_mail_at_once_exactly_one_gets_it()
    {
        await using var town = await Town.BuildAsync();
        var register = town.Get<Register>();
        var tries = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => register.RunAsync(
            new Registration(i % 2 == 0 ? "olga@example.com" : "OLGA@Example.Com", Town.Password, "Olga"), Town.Nowhere, Patience).AsTask()));
        Assert.Single(tries, attempt => attempt.TryGet(out _, out _));
        Assert.All(tries.Where(attempt => attempt.Refusal is not null), attempt => attempt.IsRefused(RefusalKind.Conflict, "email_taken"));
    }

    [Fact]
    public async Task Unknown_wrong_and_disabled_get_the_same_answer()
    {
        await using var town = await Town.BuildAsync();
        await town.RegisterAsync("Olga");
        var ivan = await town.RegisterAsync("Ivan");
        await town.Get<SetDisabled>().RunAsync(ivan.Person.Id, true, Patience);
        var signIn = town.Get<SignIn>();
        var answers = new List<Refusal?>();
        foreach (var (email, password) in ((string, string)[])[("Olga@example.com", "wrong horse"), ("nobody@example.com", Town.Password), ("Ivan@example.com", Town.Password), ("\0", Town.Password), ("Olga@example.com", new string('x', 5_000))])
            answers.Add((await signIn.RunAsync(email, password, Town.Nowhere, Patience)).Refusal);
        Assert.Equal(RefusalKind.Unauthenticated, answers[0]?.Kind);
        Assert.Single(answers.Distinct());
    }

    [Fact]
    public async Task The_e_mail_counts_without_regard_to_case_and_the_password_with_it()
    {
        await using var town = await Town.BuildAsync();
        await town.RegisterAsync("Olga");
        Assert.Equal("Olga", (await town.SignInAsync("OLGA")).Person.DisplayName);
        (await town.Get<SignIn>().RunAsync("olga@example.com", Town.Password.ToUpperInvariant(), Town.Nowhere, Patience)).IsRefused(RefusalKind.Unauthenticated, "credential");
    }

    [Fact]
    public async Task An_address_that_tries_too_often_must_wait()
    {
        await using var town = await Town.BuildAsync(("RATE_LIMIT_AUTH_PER_MIN", "3"));
        var somewhere = new Device(IPAddress.Parse("192.0.2.1"), null, null);
        var signIn = town.Get<SignIn>();
        for (var i = 0; i < 3; i++)
            (await signIn.RunAsync("olga@example.com", "wrong horse", somewhere, Patience)).IsRefused(RefusalKind.Unauthenticated, "credential");
        var refused = await signIn.RunAsync("olga@example.com", "wrong horse", somewhere, Patience);
        Assert.Equal((RefusalKind.TooFast, TimeSpan.FromSeconds(20)), (refused.Refusal!.Kind, refused.Refusal.RetryAfter));
        (await town.Get<Register>().RunAsync(new Registration("o@example.com", Town.Password, "O"), somewhere, Patience)).IsRefused(RefusalKind.TooFast, "sign_ins");
        (await town.Get<EnterAsGuest>().RunAsync("O", somewhere, Patience)).IsRefused(RefusalKind.TooFast, "sign_ins");
    }

    [Fact]
    public async Task Two_tabs_that_refresh_at_once_get_the_same_pair()
    {
        await using var town = await Town.BuildAsync();
        var olga = await town.RegisterAsync("Olga");
        town.Clock.Advance(TimeSpan.FromMinutes(10));
        var first = (await town.RefreshAsync(olga.Tokens.Refresh)).Value();
        town.Clock.Advance(TimeSpan.FromSeconds(30));
        var second = (await town.RefreshAsync(olga.Tokens.Refresh)).Value();
        Assert.Equal(first.Tokens, second.Tokens);
        Assert.NotEqual(olga.Tokens, first.Tokens);
        Assert.True(await town.IsKnownAsync(second.Tokens.Access));
    }

    [Fact]
    public async Task A_used_refresh_token_that_comes_back_late_ends_the_session()
    {
        await using var town = await Town.BuildAsync();
        var olga = await town.RegisterAsync("Olga");
        var next = (await town.RefreshAsync(olga.Tokens.Refresh)).Value();
        Assert.True(await town.IsKnownAsync(next.Tokens.Access));
        town.Clock.Advance(TimeSpan.FromSeconds(31));
        (await town.RefreshAsync(olga.Tokens.Refresh)).IsRefused(RefusalKind.Unauthenticated, "credential");
        Assert.False(await town.IsKnownAsync(next.Tokens.Access));
        (await town.RefreshAsync(next.Tokens.Refresh)).IsRefused(RefusalKind.Unauthenticated, "credential");
        Assert.Contains(town.Heard.CutOff, cut => cut.Person == olga.Person.Id && cut.Session is not null && cut.Reason == SessionEnd.RefreshReused);
    }

    [Fact]
    public async Task A_chain_of_refreshes_keeps_a_session_alive_beyond_its_first_end()
    {
        await using var town = await Town.BuildAsync();
        var tokens = (await town.RegisterAsync("Olga")).Tokens;
        for (var day = 0; day < 20; day += 5)
        {
            town.Clock.Advance(TimeSpan.FromDays(5));
            tokens = (await town.RefreshAsync(tokens.Refresh)).Value().Tokens;
        }
        Assert.True(await town.IsKnownAsync(tokens.Access));
        town.Clock.Advance(TimeSpan.FromDays(7));
        (await town.RefreshAsync(tokens.Refresh)).IsRefused(RefusalKind.Unauthenticated, "credential");
    }

    [Fact]
    public async Task Signing_out_voids_the_tokens_at_once_and_cuts_the_sockets_off()
    {
        await using var town = await Town.BuildAsync();
        var olga = await town.RegisterAsync("Olga");
        var other = await town.SignInAsync("Olga");
        var caller = await town.CallerAsync(olga);
        await town.CallerAsync(other); // both are remembered now
        await town.Get<SignOut>().RunAsync(caller, null, Patience);
        Assert.False(await town.IsKnownAsync(olga.Tokens.Access));
        (await town.RefreshAsync(olga.Tokens.Refresh)).IsRefused(RefusalKind.Unauthenticated, "credential");
        Assert.True(await town.IsKnownAsync(other.Tokens.Access));
        Assert.Equal([(caller.Person.Id, caller.Session, SessionEnd.SignedOut)], town.Heard.CutOff);
    }

    [Fact]
    public async Task Signing_out_with_anothers_refresh_token_ends_only_the_own_session()
    {
        await using var town = await Town.BuildAsync();
        var (olga, ivan) = (await town.RegisterAsync("Olga"), await town.RegisterAsync("Ivan"));
        await town.Get<SignOut>().RunAsync(await town.CallerAsync(olga), ivan.Tokens.Refresh, Patience);
        Assert.True(await town.IsKnownAsync(ivan.Tokens.Access));
        Assert.False(await town.IsKnownAsync(olga.Tokens.Access));
    }

    [Fact]
    public async Task Signing_out_everywhere_spares_this_session_unless_told_otherwise()
    {
        await using var town = await Town.BuildAsync();
        var here = await town.RegisterAsync("Olga");
        var there = await town.SignInAsync("Olga");
        var caller = await town.CallerAsync(here);
        await town.Get<SignOutEverywhere>().RunAsync(caller, includeCurrent: false, Patience);
        Assert.True(await town.IsKnownAsync(here.Tokens.Access));
        Assert.False(await town.IsKnownAsync(there.Tokens.Access));
        await town.Get<SignOutEverywhere>().RunAsync(caller, includeCurrent: true, Patience);
        Assert.False(await town.IsKnownAsync(here.Tokens.Access));
    }

    [Fact]
    public async Task Nobody_ends_the_session_of_another()
    {
        await using var town = await Town.BuildAsync();
        var (olga, ivan) = (await town.CallerAsync(await town.RegisterAsync("Olga")), await town.CallerAsync(await town.RegisterAsync("Ivan")));
        (await town.Get<EndSession>().RunAsync(olga.Person.Id, ivan.Session!.Value, SessionEnd.Revoked, Patience)).IsRefused(RefusalKind.NotFound, "session");
        Assert.Equal([ivan.Session.Value], (await town.Get<ListSessions>().RunAsync(ivan.Person.Id, Patience)).Select(session => session.Id));
    }

    [Fact]
    public async Task A_new_password_ends_the_other_sessions()
    {
        await using var town = await Town.BuildAsync();
        var here = await town.RegisterAsync("Olga");
        var there = await town.SignInAsync("Olga");
        var caller = await town.CallerAsync(here);
        var change = town.Get<ChangePassword>();
        (await change.RunAsync(caller, "wrong horse", "a new password", Town.Nowhere, Patience)).IsRefused(RefusalKind.Invalid, "current_password");
        (await change.RunAsync(caller, Town.Password, "short", Town.Nowhere, Patience)).IsRefused(RefusalKind.Invalid, "new_password");
        (await change.RunAsync(caller, Town.Password, "a new password", Town.Nowhere, Patience)).Value();
        Assert.True(await town.IsKnownAsync(here.Tokens.Access));
        Assert.False(await town.IsKnownAsync(there.Tokens.Access));
        Assert.Equal(["password_changed"], town.Heard.CutOff.Select(cut => cut.Reason));
        await town.SignInAsync("Olga", "a new password");
        (await town.Get<SignIn>().RunAsync("olga@example.com", Town.Password, Town.Nowhere, Patience)).IsRefused(RefusalKind.Unauthenticated, "credential");
    }

    [Fact]
    public async Task Whoever_is_disabled_is_out_at_once_and_stays_out()
    {
        await using var town = await Town.BuildAsync();
        var olga = await town.RegisterAsync("Olga");
        await town.CallerAsync(olga);
        (await town.Get<SetDisabled>().RunAsync(olga.Person.Id, true, Patience)).Value();
        Assert.False(await town.IsKnownAsync(olga.Tokens.Access));
        (await town.RefreshAsync(olga.Tokens.Refresh)).IsRefused(RefusalKind.Unauthenticated, "credential");
        Assert.Equal([(olga.Person.Id, (SessionId?)null, SessionEnd.Disabled)], town.Heard.CutOff);
        (await town.Get<SetDisabled>().RunAsync(olga.Person.Id, false, Patience)).Value();
        await town.SignInAsync("Olga");
    }

    [Fact]
    public async Task A_session_ended_elsewhere_is_noticed_and_cut_off_once()
    {
        await using var town = await Town.BuildAsync();
        var olga = await town.RegisterAsync("Olga");
        var caller = await town.CallerAsync(olga);
        town.Clock.Advance(TimeSpan.FromSeconds(3));
        await town.Get<ISessions>().EndAsync(caller.Person.Id, caller.Session!.Value, town.Clock.Now, Patience); // as another node would
        Assert.True(await town.IsKnownAsync(olga.Tokens.Access)); // remembered
        Assert.True(await town.Watch.TryLookAsync(Patience));
        Assert.False(await town.IsKnownAsync(olga.Tokens.Access));
        Assert.True(await town.Watch.TryLookAsync(Patience));
        Assert.Equal([(caller.Person.Id, caller.Session, SessionEnd.Revoked)], town.Heard.CutOff);
    }

    [Fact]
    public async Task Without_the_watch_too_a_session_ended_elsewhere_is_void_within_five_seconds()
    {
        await using var town = await Town.BuildAsync();
        var olga = await town.RegisterAsync("Olga");
        var caller = await town.CallerAsync(olga);
        await town.Get<ISessions>().EndAsync(caller.Person.Id, caller.Session!.Value, town.Clock.Now, Patience);
        town.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.False(await town.IsKnownAsync(olga.Tokens.Access));
    }

    [Fact]
    public async Task When_a_session_was_last_used_is_stored_now_and_then()
    {
        await using var town = await Town.BuildAsync();
        var olga = await town.RegisterAsync("Olga");
        town.Clock.Advance(TimeSpan.FromMinutes(10));
        await town.CallerAsync(olga);
        await town.Watch.TryLookAsync(Patience);
        Assert.Equal([town.Clock.Now], (await town.Get<ListSessions>().RunAsync(olga.Person.Id, Patience)).Select(session => session.LastSeenAt));
    }

    [Fact]
    public async Task A_ticket_opens_one_door_once()
    {
        await using var town = await Town.BuildAsync();
        var caller = await town.CallerAsync(await town.RegisterAsync("Olga"));
        var callers = town.Get<ICallers>();
        var ticket = callers.IssueTicket(caller);
        var tries = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => callers.RedeemTicketAsync(ticket, Patience).AsTask()));
        Assert.Equal(caller.Person.Id, Assert.Single(tries, attempt => attempt.TryGet(out _, out _)).Value().Person.Id);

        var late = callers.IssueTicket(caller);
        town.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.False((await callers.RedeemTicketAsync(late, Patience)).TryGet(out _, out _));

        var ended = callers.IssueTicket(caller);
        await town.Get<SignOut>().RunAsync(caller, null, Patience);
        Assert.False((await callers.RedeemTicketAsync(ended, Patience)).TryGet(out _, out _));
    }
}
