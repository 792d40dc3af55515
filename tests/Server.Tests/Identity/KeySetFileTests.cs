using System.Security.Cryptography;
using Haggle.Server.Identity;
using Haggle.Server.Identity.Tokens;
using Haggle.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Haggle.Server.Tests.Identity;

public sealed class KeySetFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ECDsa first = ECDsa.Create(ECCurve.NamedCurves.nistP256), second = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    [Fact]
    public async Task A_replaced_file_is_read_anew()
    {
        File.WriteAllBytes(folder["keys.json"], Forge.Jwks(Forge.Jwk(first, "1")));
        var keys = new KeySetFile(folder["keys.json"], NullLogger<KeySetFile>.Instance);
        Assert.Equal(["1"], await IdsAsync(keys));
        File.WriteAllBytes(folder["keys.json"], Forge.Jwks(Forge.Jwk(first, "1"), Forge.Jwk(second, "2")));
        Assert.Equal(["1", "2"], await IdsAsync(keys));
    }

    [Fact]
    public async Task A_broken_or_missing_file_leaves_the_keys_in_force()
    {
        File.WriteAllBytes(folder["keys.json"], Forge.Jwks(Forge.Jwk(first, "1")));
        var keys = new KeySetFile(folder["keys.json"], NullLogger<KeySetFile>.Instance);
        await IdsAsync(keys);
        File.WriteAllText(folder["keys.json"], "half a fi");
        Assert.Equal(["1"], await IdsAsync(keys));
        File.Delete(folder["keys.json"]);
        Assert.Equal(["1"], await IdsAsync(keys));
    }

    [Fact]
    public async Task A_file_that_never_was_gives_no_keys_until_it_is_there()
    {
        var keys = new KeySetFile(folder["keys.json"], NullLogger<KeySetFile>.Instance);
        Assert.Null(await IdsAsync(keys));
        File.WriteAllBytes(folder["keys.json"], Forge.Jwks(Forge.Jwk(first, "1")));
        Assert.Equal(["1"], await IdsAsync(keys));
    }

    public void Dispose()
    {
        folder.Dispose();
        first.Dispose();
        second.Dispose();
    }

    private static async Task<IEnumerable<string?>?> IdsAsync(KeySetFile keys)
        => (await keys.GetAsync(CompactToken.Parse(Forge.Hmac([1], Forge.Es256, "{}"))!, TestContext.Current.CancellationToken))?.Keys.Select(key => key.Id);
}
