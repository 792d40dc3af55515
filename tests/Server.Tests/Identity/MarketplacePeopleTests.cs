using System.Text;
using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.Keys;
using Haggle.Core.People;
using Haggle.Server.Settings;

namespace Haggle.Server.Tests.Identity;

public sealed class MarketplacePeopleTests
{
    private const string Secret = "the marketplace's own shared secret, long enough";

    private static CancellationToken Patience => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_of_the_marketplace_makes_its_person_on_sight()
    {
        await using var town = await MarketTownAsync();
        var token = Token(town, "buyer-42", "Olga");
        var caller = (await town.Get<ICallers>().IdentifyAsync(token, Patience)).Value();
        Assert.Equal((PersonKind.Account, "buyer-42", "Olga", PersonRole.User, (SessionId?)null), (caller.Person.Kind, caller.Person.ExternalId, caller.Person.DisplayName, caller.Person.Role, caller.Session));
        var again = (await town.Get<ICallers>().IdentifyAsync(Token(town, "buyer-42", "Olga P.", ("role", "admin"), ("email", "x@example.com")), Patience)).Value();
        Assert.Equal((caller.Person.Id, "Olga P.", PersonRole.User, (string?)null), (again.Person.Id, again.Person.DisplayName, again.Person.Role, again.Person.Email));
    }

    [Fact]
    public async Task A_token_of_the_marketplace_opens_no_local_account()
    {
        await using var town = await MarketTownAsync();
        var olga = await town.RegisterAsync("Olga");
        var token = Token(town, olga.Person.ExternalId, "Mallory");
        Assert.False(await town.IsKnownAsync(token));
        (await town.Get<ExchangeToken>().RunAsync(token, Town.Nowhere, Patience)).IsRefused(RefusalKind.Unauthenticated, "credential");
        Assert.Equal("Olga", (await town.Get<IPeople>().FindAsync(olga.Person.Id, Patience))?.DisplayName);
    }

    [Fact]
    public async Task An_exchanged_token_gives_a_session_of_ours()
    {
        await using var town = await MarketTownAsync();
        var signedIn = (await town.Get<ExchangeToken>().RunAsync(Token(town, "buyer-42", null), Town.Nowhere, Patience)).Value();
        Assert.Equal("buyer-42", signedIn.Person.ExternalId);
        Assert.NotNull((await town.CallerAsync(signedIn)).Session);
        (await town.Get<ExchangeToken>().RunAsync("token", Town.Nowhere, Patience)).IsRefused(RefusalKind.Unauthenticated, "credential");
    }

    [Fact]
    public async Task A_disabled_person_gets_in_with_no_token()
    {
        await using var town = await MarketTownAsync();
        var token = Token(town, "buyer-42", "Olga");
        Assert.True(await town.IsKnownAsync(token));
        (await town.Get<UpsertPerson>().RunAsync(new PersonUpdate("buyer-42") { IsDisabled = true }, Patience)).Value();
        Assert.False(await town.IsKnownAsync(token));
        (await town.Get<ExchangeToken>().RunAsync(token, Town.Nowhere, Patience)).IsRefused(RefusalKind.Unauthenticated, "credential");
        (await town.Get<MintToken>().RunAsync("buyer-42", null, Patience)).IsRefused(RefusalKind.NotFound, "user");
        Assert.Contains(town.Heard.CutOff, cut => cut is { Session: null, Reason: SessionEnd.Disabled });
    }

    [Fact]
    public async Task The_backend_tells_of_a_person_and_what_it_leaves_out_stays()
    {
        await using var town = await MarketTownAsync();
        var upsert = town.Get<UpsertPerson>();
        var first = (await upsert.RunAsync(new PersonUpdate("s-1") { DisplayName = " Ivan ", Role = PersonRole.Moderator, AvatarUrl = Change<string?>.To("https://shop.example/i.png") }, Patience)).Value();
        Assert.Equal((true, "Ivan", PersonRole.Moderator), (first.IsNew, first.Person.DisplayName, first.Person.Role));
        var second = (await upsert.RunAsync(new PersonUpdate("s-1") { Email = Change<string?>.To("ivan@example.com") }, Patience)).Value();
        Assert.Equal((false, "Ivan", PersonRole.Moderator, "https://shop.example/i.png", "ivan@example.com"), (second.IsNew, second.Person.DisplayName, second.Person.Role, second.Person.AvatarUrl, second.Person.Email));
        Assert.Contains(town.Heard.Told, told => told.Event is PersonChanged);
        (await upsert.RunAsync(new PersonUpdate("s-1") { AvatarUrl = Change<string?>.To("javascript:alert(1)") }, Patience)).IsRefused(RefusalKind.Invalid, "avatar_url");
        (await upsert.RunAsync(new PersonUpdate("a\0b"), Patience)).IsRefused(RefusalKind.Invalid, "path.external_id");
    }

    [Fact]
    public async Task A_minted_session_ends_when_it_was_said_to_however_it_is_used()
    {
        await using var town = await MarketTownAsync();
        await town.Get<UpsertPerson>().RunAsync(new PersonUpdate("s-1"), Patience);
        var minted = (await town.Get<MintToken>().RunAsync("s-1", TimeSpan.FromHours(1), Patience)).Value();
        town.Clock.Advance(TimeSpan.FromMinutes(50));
        var refreshed = (await town.RefreshAsync(minted.Tokens.Refresh)).Value();
        Assert.Equal(TimeSpan.FromMinutes(10), refreshed.ExpiresIn);
        town.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.False(await town.IsKnownAsync(refreshed.Tokens.Access));
        (await town.RefreshAsync(refreshed.Tokens.Refresh)).IsRefused(RefusalKind.Unauthenticated, "credential");
    }

    [Theory]
    [InlineData(59)]
    [InlineData(-1)]
    [InlineData(8 * 24 * 3600)]
    public async Task A_session_is_minted_for_a_minute_up_to_a_sessions_life(int seconds)
    {
        await using var town = await MarketTownAsync();
        await town.Get<UpsertPerson>().RunAsync(new PersonUpdate("s-1"), Patience);
        (await town.Get<MintToken>().RunAsync("s-1", TimeSpan.FromSeconds(seconds), Patience)).IsRefused(RefusalKind.Invalid, "expires_in");
    }

    [Fact]
    public async Task Whoever_is_erased_is_out_and_has_no_name()
    {
        await using var town = await MarketTownAsync();
        var token = Token(town, "buyer-42", "Olga");
        var caller = (await town.Get<ICallers>().IdentifyAsync(token, Patience)).Value();
        await town.Get<ErasePerson>().RunAsync("buyer-42", Patience);
        await town.Get<ErasePerson>().RunAsync("buyer-42", Patience); // safe to retry
        var left = await town.Get<IPeople>().FindAsync(caller.Person.Id, Patience);
        Assert.True(left!.IsDisabled);
        Assert.DoesNotContain("Olga", $"{left.DisplayName} {left.Tag}", StringComparison.OrdinalIgnoreCase);
        Assert.Contains(town.Heard.CutOff, cut => cut == (caller.Person.Id, null, SessionEnd.Erased));
    }

    [Fact]
    public async Task A_server_key_works_until_it_is_revoked()
    {
        await using var town = await MarketTownAsync();
        var created = (await town.Get<CreateKey>().RunAsync("shop", Patience)).Value();
        async Task<bool> IsKnownAsync(string? key) => (await town.Get<ICallers>().IdentifyServerAsync(key, Patience)).TryGet(out _, out _);
        Assert.True(await IsKnownAsync(created.Secret));
        foreach (var wrong in (string?[])[null, "", "hk_", created.Secret[..^1], created.Secret + "A", created.Secret.ToUpperInvariant(), "hk_" + new string('A', 43)])
            Assert.False(await IsKnownAsync(wrong));
        Assert.DoesNotContain(created.Secret, $"{created}", StringComparison.Ordinal);
        (await town.Get<RevokeKey>().RunAsync(created.Key.Id, Patience)).Value();
        town.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.False(await IsKnownAsync(created.Secret));
        (await town.Get<RevokeKey>().RunAsync(created.Key.Id, Patience)).IsRefused(RefusalKind.NotFound, "key");
    }

    [Fact]
    public async Task One_secret_for_two_purposes_stops_the_start()
        => await Assert.ThrowsAsync<WrongSettingException>(() => Town.BuildAsync(("SECRET_KEY", Secret), ("MARKETPLACE_SECRET", Secret)));

    [Fact]
    public async Task On_PostgreSQL_a_missing_secret_stops_the_start()
        => await Assert.ThrowsAsync<WrongSettingException>(() => Town.BuildAsync(("DATABASE_URL", "postgresql://haggle@127.0.0.1:1/haggle")));

    private static Task<Town> MarketTownAsync() => Town.BuildAsync(("MARKETPLACE_SECRET", Secret));

    private static string Token(Town town, string subject, string? name, params (string Name, object? Value)[] more)
        => Forge.Hmac(Encoding.UTF8.GetBytes(Secret), Forge.Hs256, Forge.Claims([("sub", subject), ("name", name), ("exp", town.Clock.Now.ToUnixTimeSeconds() + 600), .. more]));
}
