using System.Security.Cryptography;
using System.Text.Json;
using Haggle.Server.Tests.Ground;
using Haggle.Server.Tests.Identity;
using Haggle.Testing;

[assembly: AssemblyFixture(typeof(Haggle.Server.Tests.Authorisation.SqliteRealmMarket))]
[assembly: AssemblyFixture(typeof(Haggle.Server.Tests.Authorisation.PostgreSqlRealmMarket))]

namespace Haggle.Server.Tests.Authorisation;

/// <summary>A sign-in service with a realm for buyers and one for sellers: its keys, and tokens signed with them.</summary>
internal static class Realms
{
    public const string Buyers = "BuyerRealm", Sellers = "SellerRealm";

    private const string Issuer = "https://auth.market.example/realms/";

    private static readonly RSA Key = RSA.Create(2048);

    /// <param name="folder">Where the published keys are.</param>
    public static (string Name, string Value)[] Settings(TemporaryFolder folder)
    {
        File.WriteAllBytes(folder["keys"], Forge.Jwks(Forge.Jwk(Key, "one")));
        return [("HAGGLE_IDENTITY", "verified"), ("BOARDS_GLOBAL_LISTS", "true"), ("MARKETPLACE_JWKS", folder["keys"]), ("MARKETPLACE_ISSUER", $"{Issuer}{Buyers},{Issuer}{Sellers}")];
    }

    /// <param name="client">Whom it was issued to; null: the realm's own.</param>
    /// <param name="minutes">How long it is good; negative for one that has ended.</param>
    public static string Token(string realm, string subject, string? client = null, int minutes = 60)
    {
        var now = DateTimeOffset.UtcNow;
        return Forge.Rsa(Key, JsonSerializer.Serialize(new { alg = "RS256", typ = "JWT", kid = "one" }), Forge.Claims(
            ("iss", Issuer + realm), ("sub", subject), ("azp", client ?? realm), ("iat", now.AddHours(-1).ToUnixTimeSeconds()), ("exp", now.AddMinutes(minutes).ToUnixTimeSeconds())));
    }
}

/// <summary>A marketplace where nobody's word is taken, with that sign-in service.</summary>
public abstract class RealmMarket : Market
{
    private readonly TemporaryFolder folder;

    protected RealmMarket(string engine)
        : this(engine, new TemporaryFolder())
    {
    }

    private RealmMarket(string engine, TemporaryFolder folder)
        : base(engine, Realms.Settings(folder)) => this.folder = folder;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Dispose();
        GC.SuppressFinalize(this);
    }
}

public sealed class SqliteRealmMarket() : RealmMarket(Engine.Sqlite);

public sealed class PostgreSqlRealmMarket() : RealmMarket(Engine.PostgreSql);
