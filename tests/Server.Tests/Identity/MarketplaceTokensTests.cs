using System.Security.Cryptography;
using System.Text;
using Haggle.Core;
using Haggle.Core.People;
using Haggle.Server.Identity;
using Haggle.Server.Identity.Tokens;
using Haggle.Testing;

namespace Haggle.Server.Tests.Identity;

public sealed class MarketplaceTokensTests : IDisposable
{
    private readonly HandClock clock = new();
    private readonly byte[] secret = RandomNumberGenerator.GetBytes(32);
    private readonly RSA rsa = RSA.Create(2048);
    private readonly ECDsa ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    [Fact]
    public async Task A_shared_secret_an_RSA_key_and_a_curve_are_all_believed()
    {
        var market = Market();
        foreach (var token in (string[])[Forge.Hmac(secret, Forge.Hs256, Good()), Forge.Rsa(rsa, Forge.Rs256, Good()), Forge.Ec(ec, Forge.Es256, Good())])
            Assert.Equal(new MarketplaceIdentity("buyer-42", "Olga", clock.Now.AddMinutes(10)), await ReadAsync(market, token));
    }

    [Fact]
    public async Task A_public_key_is_no_shared_secret()
    {
        var market = Market(withSecret: false);
        byte[][] published =
        [
            rsa.ExportSubjectPublicKeyInfo(), rsa.ExportRSAPublicKey(), Encoding.UTF8.GetBytes(rsa.ExportSubjectPublicKeyInfoPem()),
            Encoding.UTF8.GetBytes(rsa.ExportSubjectPublicKeyInfoPem() + "\n"), Encoding.UTF8.GetBytes(rsa.ExportRSAPublicKeyPem()),
            rsa.ExportParameters(false).Modulus!, ec.ExportSubjectPublicKeyInfo(), Encoding.UTF8.GetBytes(ec.ExportSubjectPublicKeyInfoPem()), Forge.Jwks(Forge.Jwk(rsa, "r1")),
        ];
        foreach (var key in published)
            foreach (var header in (string[])[Forge.Hs256, Forge.Rs256, Forge.Es256, """{"alg":"HS256","kid":"r1"}"""])
                Assert.Null(await ReadAsync(market, Forge.Hmac(key, header, Good())));
        Assert.NotNull(await ReadAsync(market, Forge.Rsa(rsa, Forge.Rs256, Good())));
    }

    [Fact]
    public async Task A_token_cannot_choose_the_algorithm_of_a_key()
    {
        var market = Market();
        Assert.Null(await ReadAsync(market, Forge.Rsa(rsa, Forge.Es256, Good())));
        Assert.Null(await ReadAsync(market, Forge.Ec(ec, Forge.Rs256, Good())));
        Assert.Null(await ReadAsync(market, Forge.Hmac(secret, Forge.Rs256, Good())));
        Assert.Null(await ReadAsync(market, Forge.Rsa(rsa, """{"alg":"PS256"}""", Good())));
        Assert.Null(await ReadAsync(market, Forge.Rsa(rsa, """{"alg":"RS512"}""", Good())));
        Assert.Null(await ReadAsync(market, Forge.Ec(ec, Forge.Es256, Good(), DSASignatureFormat.Rfc3279DerSequence)));
    }

    [Fact]
    public async Task A_key_that_came_with_the_token_is_not_believed()
    {
        using var theirs = RSA.Create(2048);
        var jwk = System.Text.Json.JsonSerializer.Serialize(Forge.Jwk(theirs));
        Assert.Null(await ReadAsync(Market(), Forge.Rsa(theirs, $$"""{"alg":"RS256","jwk":{{jwk}}}""", Good())));
        Assert.Null(await ReadAsync(Market(), Forge.Rsa(theirs, """{"alg":"RS256","jku":"https://attacker.example/keys"}""", Good())));
    }

    [Fact]
    public async Task Another_key_id_or_another_key_is_refused()
    {
        using var other = RSA.Create(2048);
        Assert.NotNull(await ReadAsync(Market(), Forge.Rsa(rsa, """{"alg":"RS256","kid":"r1"}""", Good())));
        Assert.Null(await ReadAsync(Market(), Forge.Rsa(rsa, """{"alg":"RS256","kid":"r2"}""", Good())));
        Assert.Null(await ReadAsync(Market(), Forge.Rsa(other, """{"alg":"RS256","kid":"r1"}""", Good())));
    }

    [Fact]
    public async Task Issuer_and_audience_must_fit_when_they_are_set()
    {
        var market = Market(issuer: "https://shop.example", audience: "chat");
        Assert.Null(await ReadAsync(market, Signed()));
        Assert.Null(await ReadAsync(market, Signed(("iss", "https://shop.example"))));
        Assert.Null(await ReadAsync(market, Signed(("iss", "https://shop.example"), ("aud", "mail"))));
        Assert.Null(await ReadAsync(market, Signed(("iss", "https://shop.example/"), ("aud", "chat"))));
        Assert.Null(await ReadAsync(market, Signed(("iss", new[] { "https://shop.example" }), ("aud", "chat"))));
        Assert.NotNull(await ReadAsync(market, Signed(("iss", "https://shop.example"), ("aud", "chat"))));
        Assert.NotNull(await ReadAsync(market, Signed(("iss", "https://shop.example"), ("aud", new[] { "mail", "chat" }))));
    }

    [Fact]
    public async Task Half_a_minute_is_forgiven_and_no_more()
    {
        var market = Market();
        long At(int seconds) => clock.Now.ToUnixTimeSeconds() + seconds;
        Assert.NotNull(await ReadAsync(market, Signed(("exp", At(-29)))));
        Assert.Null(await ReadAsync(market, Signed(("exp", At(-30)))));
        Assert.NotNull(await ReadAsync(market, Signed(("nbf", At(30)))));
        Assert.Null(await ReadAsync(market, Signed(("nbf", At(31)))));
        Assert.NotNull(await ReadAsync(market, Signed(("iat", At(30)))));
        Assert.Null(await ReadAsync(market, Signed(("iat", At(31)))));
        Assert.NotNull(await ReadAsync(market, Signed(("exp", At(60) + 0.5))));
    }

    [Theory]
    [InlineData("typ")]
    [InlineData("type")]
    [InlineData("token_type")]
    [InlineData("token_use")]
    public async Task A_refresh_token_of_the_marketplace_opens_nothing(string claim)
    {
        Assert.Null(await ReadAsync(Market(), Signed((claim, "refresh"))));
        Assert.NotNull(await ReadAsync(Market(), Signed((claim, "access"))));
    }

    [Fact]
    public async Task Where_there_is_no_subject_a_positive_user_id_says_who_it_is_and_username_the_name()
    {
        var now = clock.Now.ToUnixTimeSeconds();
        var lais = await ReadAsync(Market(), Forge.Hmac(secret, Forge.Hs256, $$"""{"user_id":77,"username":"Olga","user_type":"seller","type":"access","exp":{{now + 60}}}"""));
        Assert.Equal(("77", "Olga"), (lais?.ExternalId, lais?.DisplayName));
        foreach (var wrong in new[] { "-7", "0", "7.5", "\"7\"", "null", "99999999999999999999" })
            Assert.Null(await ReadAsync(Market(), Forge.Hmac(secret, Forge.Hs256, $$"""{"user_id":{{wrong}},"exp":{{now + 60}}}""")));
        Assert.Null(await ReadAsync(Market(), Forge.Hmac(secret, Forge.Hs256, $$"""{"sub":8,"user_id":77,"exp":{{now + 60}}}""")));
    }

    [Fact]
    public async Task Who_it_is_must_be_said_in_text()
    {
        foreach (var subject in (object?[])[null, 42, "", "a\0b", "a\nb", new string('x', 256), new[] { "x" }, true])
            Assert.Null(await ReadAsync(Market(), Signed(("sub", subject))));
        Assert.Null(await ReadAsync(Market(), Forge.Hmac(secret, Forge.Hs256, $$"""{"exp":{{clock.Now.ToUnixTimeSeconds() + 60}}}""")));
        Assert.Equal("покупатель 7", (await ReadAsync(Market(), Signed(("sub", "покупатель 7"))))?.ExternalId);
    }

    [Fact]
    public async Task A_name_that_cannot_be_used_is_passed_over()
    {
        Assert.Equal("Olga", (await ReadAsync(Market(), Signed(("name", "  Olga "))))?.DisplayName);
        Assert.Equal("olga77", (await ReadAsync(Market(), Signed(("name", new string('x', 65)), ("preferred_username", "olga77"))))?.DisplayName);
        Assert.Null((await ReadAsync(Market(), Signed(("name", 7))))!.DisplayName);
        Assert.Null((await ReadAsync(Market(), Signed(("name", "\u202Eaglo"))))!.DisplayName);
    }

    [Fact]
    public async Task The_corpus_of_bad_tokens_is_refused_here_too()
    {
        var market = Market();
        var good = Signed(("sub", "7"));
        var faults = new List<string>();
        foreach (var (name, token) in BadTokens.From(good, secret, clock.Now).Where(bad => !AboutOurClaims(bad.Name)))
            if (await ReadAsync(market, token) is not null)
                faults.Add(name);
        Assert.Empty(faults);
        Assert.NotNull(await ReadAsync(market, good));
    }

    [Fact]
    public async Task Without_a_key_of_the_marketplace_none_of_its_tokens_is_believed()
    {
        var market = new MarketplaceTokens(null, null, null, null, null, clock);
        Assert.False(market.IsConfigured);
        Assert.Null(await ReadAsync(market, Signed()));
    }

    [Fact]
    public async Task Keys_that_cannot_be_had_are_our_trouble_not_the_callers()
    {
        var market = new MarketplaceTokens(null, new FixedKeys(null), null, null, null, clock);
        var answer = await market.ReadAsync(Forge.Rsa(rsa, Forge.Rs256, Good()), TestContext.Current.CancellationToken);
        Assert.Equal(RefusalKind.Busy, answer.Refusal?.Kind);
    }

    public void Dispose()
    {
        rsa.Dispose();
        ec.Dispose();
    }

    /// <summary>What is a fault in a token of ours and none in one of theirs: their person ids are any text, and they have no sessions.</summary>
    private static bool AboutOurClaims(string name)
        => name.Contains("sid", StringComparison.Ordinal) || name.Contains("typ", StringComparison.Ordinal) || name is "a ticket" or "no jti" or "ends now" or "expired"
            or "sub negative" or "sub with a zero in front" or "sub with a space" or "sub in Arabic digits" or "sub beyond all numbers" or "sub of somebody else";

    private MarketplaceTokens Market(bool withSecret = true, string? issuer = null, string? audience = null)
        => new(withSecret ? new SharedSecret(secret) : null, new FixedKeys(KeySet.Parse(Forge.Jwks(Forge.Jwk(rsa, "r1"), Forge.Jwk(ec, "e1")))), issuer, audience, null, clock);

    private string Good() => Claims();

    private string Signed(params (string Name, object? Value)[] claims) => Forge.Hmac(secret, Forge.Hs256, Claims(claims));

    private string Claims(params (string Name, object? Value)[] claims)
    {
        (string Name, object? Value)[] usual = [("sub", "buyer-42"), ("name", "Olga"), ("exp", clock.Now.ToUnixTimeSeconds() + 600)];
        return Forge.Claims([.. usual.Where(claim => claims.All(given => given.Name != claim.Name)), .. claims]);
    }

    private static async Task<MarketplaceIdentity?> ReadAsync(MarketplaceTokens market, string token)
        => (await market.ReadAsync(token, TestContext.Current.CancellationToken)).TryGet(out var identity, out _) ? identity : null;

    private sealed class FixedKeys(KeySet? keys) : IKeySetSource
    {
        public bool Knows(CompactToken token) => keys?.Names(token) == true;

        public ValueTask<KeySet?> GetAsync(CompactToken token, CancellationToken cancellation) => ValueTask.FromResult(keys);
    }
}
