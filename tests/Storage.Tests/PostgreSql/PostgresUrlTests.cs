using Haggle.Storage.PostgreSql;
using Npgsql;

namespace Haggle.Storage.Tests.PostgreSql;

public sealed class PostgresUrlTests
{
    [Theory]
    [InlineData("postgresql://haggle:secret@db.example:6543/market", "db.example", 6543, "haggle", "secret", "market")]
    [InlineData("postgres://haggle@db.example/market", "db.example", 5432, "haggle", null, "market")]
    [InlineData("postgresql+asyncpg://u:p@localhost:5432/m", "localhost", 5432, "u", "p", "m")]
    [InlineData("postgresql://us%40er:p%3A%2F%25%20w@h/d%C3%A4ta", "h", 5432, "us@er", "p:/% w", "däta")]
    [InlineData("postgresql://u:p@ss:w@h/d", "h", 5432, "u", "p@ss:w", "d")]
    [InlineData("postgresql:///d", "localhost", 5432, null, null, "d")]
    [InlineData("postgresql://[::1]:6000/d", "[::1]", 6000, null, null, "d")]
    [InlineData("postgresql://u@one:5432,two:5433/d", "one:5432,two:5433", 5432, "u", null, "d")]
    [InlineData("postgresql://u@%2Fvar%2Frun%2Fpostgresql/d", "/var/run/postgresql", 5432, "u", null, "d")]
    [InlineData("postgresql:///d?host=/tmp/socket&port=7777&user=u&password=p", "/tmp/socket", 7777, "u", "p", "d")]
    [InlineData("Host=h;Port=1;Username=u;Password=p;Database=d", "h", 1, "u", "p", "d")]
    public void Where_the_database_is(string address, string host, int port, string? user, string? password, string database)
    {
        var settings = PostgresUrl.Parse(address);
        Assert.Equal((host, port, user, password, database), (settings.Host, settings.Port, settings.Username, settings.Password, settings.Database));
    }

    [Theory]
    [InlineData("disable", SslMode.Disable)]
    [InlineData("require", SslMode.Require)]
    [InlineData("verify-ca", SslMode.VerifyCA)]
    [InlineData("verify-full", SslMode.VerifyFull)]
    public void Encryption_is_named_as_libpq_names_it(string mode, SslMode expected)
        => Assert.Equal(expected, PostgresUrl.Parse($"postgresql://u@h/d?sslmode={mode}&sslrootcert=/etc/ca.pem").SslMode);

    [Fact]
    public void Other_options_are_libpqs_or_the_drivers_own()
    {
        var settings = PostgresUrl.Parse("postgresql://u@h/d?connect_timeout=7&application_name=my+shop&max_auto_prepare=0&target_session_attrs=primary");
        Assert.Equal((7, "my+shop", 0, "primary"), (settings.Timeout, settings.ApplicationName, settings.MaxAutoPrepare, settings.TargetSessionAttributes));
    }

    [Theory]
    [InlineData("mysql://u:secret@h/d")]
    [InlineData("postgresql://u:secret@h:port/d")]
    [InlineData("postgresql://u:secret@h:0/d")]
    [InlineData("postgresql://u:secret@h:70000/d")]
    [InlineData("postgresql://u:secret%zz@h/d")]
    [InlineData("postgresql://u:secret%2@h/d")]
    [InlineData("postgresql://u:secret@h/d?sslmode=sometimes")]
    [InlineData("postgresql://u:secret@h/d?connect_timeout=soon")]
    [InlineData("postgresql://u:secret@h/d?unheard_of=1")]
    [InlineData("secret is no connection string")]
    [InlineData("Host=h;Password=secret;Unheard Of=1")]
    public void What_cannot_be_understood_is_refused_without_telling_the_password(string address)
    {
        var failure = Assert.Throws<FormatException>(() => PostgresUrl.Parse(address));
        Assert.DoesNotContain("secret", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_address_says_of_limits_stands_and_the_rest_is_ours()
    {
        await using var plain = new PostgresDatabase("postgresql://u@h/d", 20);
        var ours = new NpgsqlConnectionStringBuilder(plain.Source.ConnectionString);
        Assert.Equal((50, 3, 5, 20), (ours.MaxAutoPrepare, ours.Timeout, ours.CommandTimeout, ours.MaxPoolSize));
        await using var own = new PostgresDatabase("postgresql://u@h/d?max_auto_prepare=0&connect_timeout=9&command_timeout=30&application_name=shop", 20);
        var theirs = new NpgsqlConnectionStringBuilder(own.Source.ConnectionString);
        Assert.Equal((0, 9, 30, "shop"), (theirs.MaxAutoPrepare, theirs.Timeout, theirs.CommandTimeout, theirs.ApplicationName));
    }
}
