using System.Security.Cryptography;
using System.Text.Json;
using Haggle.Core;
using Haggle.Core.People;
using Haggle.Server.Identity;
using Haggle.Testing;

namespace Haggle.Server.Tests.Identity;

public sealed class OwnTokensTests
{
    private readonly HandClock clock = new();
    private readonly byte[] secret = RandomNumberGenerator.GetBytes(48);
    private readonly OwnTokens tokens;

    public OwnTokensTests() => tokens = new OwnTokens(secret, new SessionLimits(), clock);

    [Fact]
    public void A_pair_says_whose_it_is_and_when_it_ends()
    {
        var pair = tokens.Issue(People.Session(clock.Now));
        Assert.True(tokens.ReadAccess(pair.Access).TryGet(out var access, out _));
        Assert.True(tokens.ReadRefresh(pair.Refresh).TryGet(out var refresh, out _));
        Assert.Equal(new AccessClaims(new PersonId(7), new SessionId(3), clock.Now.AddMinutes(15)), access);
        Assert.Equal(new RefreshClaims(new PersonId(7), new SessionId(3), "k1", clock.Now.AddDays(7)), refresh);
    }

    [Fact]
    public void The_claims_are_those_of_the_contract()
    {
        var claims = JsonElement.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(tokens.Issue(People.Session(clock.Now)).Access.Split('.')[1]));
        Assert.Equal(["sub", "sid", "typ", "iat", "exp", "jti"], claims.EnumerateObject().Select(claim => claim.Name));
        Assert.Equal(("7", "3", "access"), (claims.GetProperty("sub").GetString(), claims.GetProperty("sid").GetString(), claims.GetProperty("typ").GetString()));
    }

    [Fact]
    public void The_same_session_gives_the_same_pair_whenever_it_is_asked()
    {
        var session = People.Session(clock.Now);
        var first = tokens.Issue(session);
        clock.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(first, new OwnTokens(secret, new SessionLimits(), clock).Issue(session));
    }

    [Fact]
    public void Another_refresh_key_gives_another_pair()
    {
        var session = People.Session(clock.Now);
        var (first, next) = (tokens.Issue(session), tokens.Issue(session with { RefreshKey = "k2" }));
        Assert.NotEqual(first.Access, next.Access);
        Assert.NotEqual(first.Refresh, next.Refresh);
    }

    [Fact]
    public void An_access_token_lives_no_less_than_promised_and_no_longer_than_its_session()
    {
        clock.Advance(TimeSpan.FromMilliseconds(300)); // tokens count whole seconds
        var pair = tokens.Issue(People.Session(clock.Now));
        clock.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromMilliseconds(1));
        Assert.True(tokens.ReadAccess(pair.Access).TryGet(out _, out _));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(tokens.ReadAccess(pair.Access).TryGet(out _, out _));

        var brief = tokens.Issue(People.Session(clock.Now) with { ExpiresAt = clock.Now.AddMinutes(1) });
        clock.Advance(TimeSpan.FromSeconds(61));
        Assert.False(tokens.ReadAccess(brief.Access).TryGet(out _, out _));
    }

    [Fact]
    public void A_token_is_good_for_its_own_purpose_only()
    {
        var pair = tokens.Issue(People.Session(clock.Now));
        var ticket = tokens.IssueTicket(People.Caller(clock.Now));
        Assert.False(tokens.ReadRefresh(pair.Access).TryGet(out _, out _));
        Assert.False(tokens.ReadAccess(pair.Refresh).TryGet(out _, out _));
        Assert.False(tokens.ReadAccess(ticket).TryGet(out _, out _));
        Assert.False(tokens.ReadRefresh(ticket).TryGet(out _, out _));
        Assert.False(tokens.ReadTicket(pair.Access).TryGet(out _, out _));
        Assert.False(tokens.ReadTicket(pair.Refresh).TryGet(out _, out _));
    }

    [Fact]
    public void A_ticket_lives_for_thirty_seconds()
    {
        var ticket = tokens.IssueTicket(People.Caller(clock.Now));
        clock.Advance(TimeSpan.FromSeconds(29));
        Assert.True(tokens.ReadTicket(ticket).TryGet(out _, out _));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(tokens.ReadTicket(ticket).TryGet(out _, out _));
    }

    [Fact]
    public void A_token_signed_elsewhere_with_our_key_is_ours()
        => Assert.True(tokens.ReadAccess(Forge.Hmac(secret, Forge.Hs256, Forge.Claims(
            ("sub", "7"), ("sid", "3"), ("typ", "access"), ("iat", clock.Now.ToUnixTimeSeconds()), ("exp", clock.Now.ToUnixTimeSeconds() + 600), ("jti", "abc")))).TryGet(out _, out _));

    [Fact]
    public void No_bad_token_is_read()
    {
        var good = tokens.Issue(People.Session(clock.Now)).Access;
        var read = BadTokens.From(good, secret, clock.Now)
            .Where(bad => tokens.ReadAccess(bad.Token).TryGet(out var claims, out _) && (claims.Person, claims.Session) == (new PersonId(7), new SessionId(3)))
            .Select(bad => bad.Name);
        Assert.Empty(read);
        Assert.True(tokens.ReadAccess(good).TryGet(out _, out _)); // else the test would hold for anything
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Nothing_is_no_token(string? nothing)
        => Assert.Equal(RefusalKind.Unauthenticated, tokens.ReadAccess(nothing).Refusal?.Kind);
}
