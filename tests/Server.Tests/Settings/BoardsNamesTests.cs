using Haggle.Server.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Haggle.Server.Tests.Settings;

/// <summary>The environment of the boards' first server is understood. Source: docs/switching/boards.md.</summary>
public sealed class BoardsNamesTests
{
    [Fact]
    public void Its_names_stand_for_ours()
    {
        var settings = Read(
            [("BACKEND_HOST", "127.0.0.2"), ("BACKEND_PORT", "8123"), ("BACKEND_LOG_LEVEL", "info"), ("BACKEND_CORS_ALLOW_ORIGINS", """["http://localhost:8081", "http://localhost:8082"]"""),
                ("BACKEND_PG_HOST", "db.example"), ("BACKEND_PG_USER", "bo@rds"), ("BACKEND_PG_PASSWORD", "p/w:d"), ("BACKEND_PG_DATABASE", "boards")]);
        Assert.Equal(("127.0.0.2", 8123, LogLevel.Information), (settings.Bind.ToString(), settings.Port, settings.LogLevel));
        Assert.Equal(["http://localhost:8081", "http://localhost:8082"], settings.CorsAllowOrigins);
        Assert.Equal("postgresql://bo%40rds:p%2Fw%3Ad@db.example:5432/boards", settings.DatabaseUrl);
    }

    [Fact]
    public void Ours_win_and_what_is_absent_or_empty_is_nothing()
    {
        Assert.Equal(9000, Read([("BACKEND_PORT", "8123")], ("PORT", "9000")).Port);
        var settings = Read([("BACKEND_PORT", " "), ("BACKEND_PG_USER", "somebody"), ("BACKEND_LOG_LEVEL", "CRITICAL")]);
        Assert.Equal((8000, null, LogLevel.Error), (settings.Port, settings.DatabaseUrl, settings.LogLevel));
    }

    [Fact]
    public void A_value_that_cannot_be_used_stops_the_start()
    {
        Assert.Throws<WrongSettingException>(() => Read([("BACKEND_PORT", "many")]));
        Assert.Throws<WrongSettingException>(() => Read([("BACKEND_CORS_ALLOW_ORIGINS", "[nonsense")]));
    }

    private static ServerSettings Read((string Name, string Value)[] theirs, params (string Name, string Value)[] ours)
        => ServerSettings.Read(new ConfigurationBuilder()
            .AddInMemoryCollection(BoardsNames.Translate(name => theirs.FirstOrDefault(given => given.Name == name).Value))
            .AddInMemoryCollection(ours.Select(given => new KeyValuePair<string, string?>(given.Name, given.Value)))
            .Build());
}
