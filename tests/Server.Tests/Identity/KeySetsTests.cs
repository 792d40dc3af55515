using System.Security.Cryptography;
using Haggle.Server.Identity;
using Haggle.Server.Identity.Tokens;

namespace Haggle.Server.Tests.Identity;

/// <summary>Several sign-in services at once.</summary>
public sealed class KeySetsTests : IDisposable
{
    private readonly RSA one = RSA.Create(2048), other = RSA.Create(2048);

    [Fact]
    public async Task Whoever_knows_the_key_is_asked_alone()
    {
        var (buyers, sellers) = (new Counted(Set(one, "b")), new Counted(Set(other, "s")));
        var both = new KeySets([buyers, sellers]);
        var token = Token(other, "s");
        for (var i = 0; i < 3; i++)
            Assert.Contains(both.Keys(token), token.IsSignedBy);
        Assert.Equal((0, 3), (buyers.Asked, sellers.Asked));
        Assert.DoesNotContain((await both.GetAsync(Token(one, "s"), TestContext.Current.CancellationToken))!.For(token), Token(one, "s").IsSignedBy);
    }

    [Fact]
    public async Task A_token_that_names_no_key_or_an_unknown_one_is_held_against_all()
    {
        var both = new KeySets([new Counted(Set(one, "b")), new Counted(null), new Counted(Set(other, "s"))]);
        foreach (var key in new[] { one, other })
            Assert.Contains(both.Keys(Token(key, null)), Token(key, null).IsSignedBy);
        Assert.Empty(both.Keys(Token(one, "new")));
        Assert.Null(await new KeySets([new Counted(null), new Counted(null)]).GetAsync(Token(one, "b"), TestContext.Current.CancellationToken));
    }

    public void Dispose()
    {
        one.Dispose();
        other.Dispose();
    }

    private static KeySet Set(RSA key, string id) => KeySet.Parse(Forge.Jwks(Forge.Jwk(key, id)))!;

    private static CompactToken Token(RSA key, string? id)
        => CompactToken.Parse(Forge.Rsa(key, id is null ? Forge.Rs256 : $$"""{"alg":"RS256","kid":"{{id}}"}""", "{}"))!;

    private sealed class Counted(KeySet? set) : IKeySetSource
    {
        public int Asked { get; private set; }

        public bool Knows(CompactToken token) => set?.Names(token) == true;

        public ValueTask<KeySet?> GetAsync(CompactToken token, CancellationToken cancellation)
        {
            Asked++;
            return ValueTask.FromResult(set);
        }
    }
}

internal static class KeySetsAsked
{
    public static IEnumerable<VerificationKey> Keys(this KeySets sets, CompactToken token)
        => sets.GetAsync(token, CancellationToken.None).AsTask().GetAwaiter().GetResult()?.For(token) ?? [];
}
