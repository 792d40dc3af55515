using Haggle.Server.Hosting;
using Haggle.Server.Settings;
using Microsoft.Extensions.Configuration;

namespace Haggle.Server.Tests.Settings;

/// <summary>The settings that a Lais deployment has, and the port of a door. Source: contracts/lais.md, "Where it is".</summary>
public sealed class DoorSettingsTests
{
    [Fact]
    public void A_database_in_five_parts_is_one_address_and_the_address_wins()
    {
        Assert.Equal("postgresql://postgres:pass@db:5432/lais_marketplace", Of(("POSTGRES_HOST", "db")).DatabaseUrl);
        Assert.Equal("postgresql://postgres:pass@localhost:5432/shop", Of(("POSTGRES_DB", "shop"), ("DOCKER_ENV", "true")).DatabaseUrl);
        Assert.Equal(
            "postgresql://a%40b:p%3A%2Fw@db:6000/shop",
            Of(("POSTGRES_USER", "a@b"), ("POSTGRES_PASSWORD", "p:/w"), ("POSTGRES_HOST", "db"), ("POSTGRES_PORT", "6000"), ("POSTGRES_DB", "shop")).DatabaseUrl);
        Assert.Equal("postgresql://x@y/z", Of(("DATABASE_URL", "postgresql://x@y/z"), ("POSTGRES_HOST", "db")).DatabaseUrl);
        Assert.Null(Of(("POSTGRES_USER", "a"), ("POSTGRES_PASSWORD", "b"), ("POSTGRES_PORT", "6000")).DatabaseUrl);
    }

    [Fact]
    public void The_operator_is_told_of_the_password_that_everybody_knows_and_of_words_taken_in_public()
    {
        Assert.Empty(Of().Doubts);
        Assert.Contains("POSTGRES_PASSWORD", Assert.Single(Of(("POSTGRES_HOST", "db")).Doubts), StringComparison.Ordinal);
        Assert.Empty(Of(("POSTGRES_HOST", "db"), ("POSTGRES_PASSWORD", "a better one")).Doubts);
        var open = Of(("HAGGLE_BIND", "0.0.0.0"), ("HAGGLE_IDENTITY", "trusted"), ("HAGGLE_ALLOW_TRUSTED_PUBLIC", "true"));
        Assert.Contains("HAGGLE_IDENTITY", Assert.Single(open.Doubts), StringComparison.Ordinal);
    }

    [Fact]
    public void A_door_has_the_port_that_was_asked_for_or_none()
    {
        Assert.Equal([new OwnPort("Lais", 5001, "/lais")], Ports(out var doubts, ("LAIS_PORT", "5001"), ("GAMETRADE_PORT", "off")));
        Assert.Empty(doubts);
        Assert.Equal([new OwnPort("GameTrade", 0, "/gametrade")], Ports(out _, ("LAIS_PORT", "off"), ("GAMETRADE_PORT", "0")));
        Assert.Empty(Ports(out _, ("LAIS_PORT", "OFF"), ("GAMETRADE_PORT", "off")));
        Assert.Empty(Ports(out _, ("LAIS_PORT", "5001"), ("DIALECTS", "windi")));
        Assert.Throws<WrongSettingException>(() => Ports(out _, ("LAIS_PORT", "5001"), ("PORT", "5001")));
        Assert.Throws<WrongSettingException>(() => Ports(out _, ("LAIS_PORT", "5001"), ("GAMETRADE_PORT", "5001")));
        Assert.Throws<WrongSettingException>(() => Of(("LAIS_PORT", "chat")));
        // Nobody asked for 4000 here, so its being the common port is no reason not to start.
        Assert.Empty(Ports(out doubts, ("PORT", "4000"), ("GAMETRADE_PORT", "off")));
        Assert.Contains("/lais", Assert.Single(doubts), StringComparison.Ordinal);
    }

    private static IReadOnlyList<OwnPort> Ports(out IReadOnlyList<string> doubts, params (string Name, string Value)[] settings) => OwnPorts.Of(Of(settings), out doubts);

    private static ServerSettings Of(params (string Name, string Value)[] settings)
        => ServerSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value)).Build());
}
