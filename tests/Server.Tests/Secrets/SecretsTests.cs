using System.Security.Cryptography;
using System.Text;
using Haggle.Server.Tests.Identity;
using Haggle.Testing;
using Npgsql;

namespace Haggle.Server.Tests.Secrets;

/// <summary>Whatever a server is told, however much it logs and whatever befalls it: its output and its files beside the database hold no token, password, key, cookie or text.</summary>
public sealed class SecretsTests
{
    [Theory]
    [InlineData("plain", "Trace", Engine.Sqlite)]
    [InlineData("plain", "Debug", Engine.PostgreSql)]
    [InlineData("json", "Trace", Engine.PostgreSql)]
    [InlineData("json", "Debug", Engine.Sqlite)]
    [InlineData("python", "Trace", Engine.Sqlite)]
    [InlineData("python", "Debug", Engine.PostgreSql)]
    public async Task Nothing_that_a_server_writes_for_its_operator_is_secret(string style, string level, string engine)
    {
        using var folder = new TemporaryFolder();
        var vault = new Vault();
        var database = engine == Engine.PostgreSql ? await PostgresDatabase.CreateAsync() : null;
        try
        {
            var settings = Settings(style, level, folder["data"], database, vault);
            await using var server = await ServerProcess.StartAsync(settings);
            if (database is null)
                vault.Token("the signing key", (await File.ReadAllTextAsync(folder["data/secret.key"])).Trim());
            await VisitAsync(server, settings, database, vault);
            Assert.Equal(0, await server.StopAsync());
            AssertSilent(server.Output, vault);
            AssertBare(folder["data"], vault);
        }
        finally
        {
            if (database is not null)
                await database.DisposeAsync();
        }
    }

    [Fact]
    public void The_vault_finds_a_secret_again_whole_in_part_and_in_other_clothes()
    {
        var vault = new Vault();
        var password = vault.Word("a password", "pä* 1+/&\"");
        var token = vault.Token("a token", $"eyJhbGciOiJIUzI1NiJ9.{Convert.ToHexString(RandomNumberGenerator.GetBytes(30))}.{Convert.ToHexString(RandomNumberGenerator.GetBytes(30))}");
        Assert.Equal("a password", vault.FoundIn($"wrong: {password[2..12]}… {password[2..16]}"));
        Assert.NotNull(vault.FoundIn($"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(password))}"));
        Assert.Equal("a token", vault.FoundIn($"GET /ws?token={token}"));
        Assert.Equal("a token", vault.FoundIn($"signature {token[^30..]}"));
        Assert.Null(vault.FoundIn("INFO:app.api.ws:WebSocket connected: user_id=7, eyJhbGciOiJIUzI1NiJ9"));
    }

    private static Dictionary<string, string> Settings(string style, string level, string data, PostgresDatabase? database, Vault vault)
    {
        var settings = new Dictionary<string, string>
        {
            ["LOG_STYLE"] = style,
            ["LOG_LEVEL"] = level,
            ["HAGGLE_DATA"] = data,
            ["SECRET_KEY"] = "", // so that it makes one
            ["MARKETPLACE_SECRET"] = vault.Token("the marketplace's secret", Convert.ToHexString(RandomNumberGenerator.GetBytes(32))),
            ["MARKETPLACE_JWKS"] = $"http://{vault.Word("the user of an address")}:{vault.Word("the password of an address")}@127.0.0.1:1/keys?key={vault.Word("the query of an address")}",
        };
        if (database is null)
            return settings;
        settings["SECRET_KEY"] = vault.Token("the signing key", Convert.ToHexString(RandomNumberGenerator.GetBytes(32)));
        settings["DATABASE_URL"] = database.Url;
        vault.Token("the password of the database", new NpgsqlConnectionStringBuilder(database.ConnectionString).Password!);
        return settings;
    }

    private static async Task VisitAsync(ServerProcess server, Dictionary<string, string> settings, PostgresDatabase? database, Vault vault)
    {
        using var visitor = new Visitor(server.Address, vault);
        await visitor.SignInAsync();
        await visitor.WriteAsync();
        await visitor.ExchangeAsync(MarketplaceToken(settings["MARKETPLACE_SECRET"], vault), ForeignToken(vault));
        await visitor.ServeAsync(await CommandAsync(settings, vault));
        await visitor.TalkAsync();
        await visitor.MistakeAsync();
        await using var socket = await NativeSocket.ConnectAsync(server.Address, visitor.Access);
        await socket.StartSessionAsync();
        await visitor.LeaveAsync();
        Assert.Equal(0, (await HaggleCommand.RunAsync(["migrate", "down", "--steps", "1000", "--yes"], settings)).ExitCode); // all of it, with the server at work
        await visitor.InsistAsync();
        await visitor.InsistAsync(socket);
        if (database is null)
            return;
        await database.DisposeAsync(); // whoever is connected
        await visitor.InsistAsync();
        await visitor.InsistAsync(socket);
    }

    /// <summary>The operator's own commands, beside the server.</summary>
    /// <returns>The key of a backend.</returns>
    private static async Task<string> CommandAsync(Dictionary<string, string> settings, Vault vault)
    {
        var made = await HaggleCommand.RunAsync(["key", "create", "--name", "shop"], settings);
        var key = vault.Token("a server key", made.Output.Trim());
        Assert.StartsWith("hk_", key, StringComparison.Ordinal);
        Assert.Null(vault.FoundIn(made.Errors));
        if (settings["LOG_STYLE"] != "plain")
            return key; // they say it in no other way
        foreach (var (words, input) in new[] { ("key list", ""), ("user create --email olga@example.com --name Olga", vault.Word("a password on standard input")), ("doctor", ""), ("migrate status", "") })
        {
            var said = await HaggleCommand.RunAsync(words.Split(' '), settings, input);
            Assert.True(said.ExitCode == 0 || words == "doctor", $"haggle {words}: {said.Errors}"); // the doctor finds nobody at MARKETPLACE_JWKS
            Assert.True(vault.FoundIn(said.Output + said.Errors) is not { } found, $"haggle {words} shows {vault.FoundIn(said.Output + said.Errors)}");
        }

        return key;
    }

    private static string MarketplaceToken(string secret, Vault vault)
        => vault.Token("a token of the marketplace's", Forge.Hmac(Encoding.UTF8.GetBytes(secret), Forge.Hs256, Claims()));

    private static string ForeignToken(Vault vault)
    {
        using var key = RSA.Create(2048);
        return vault.Token("a token whose key is away", Forge.Rsa(key, Forge.Rs256, Claims()));
    }

    private static string Claims() => Forge.Claims(("sub", $"{Guid.NewGuid():N}"), ("name", "Clara"), ("exp", DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds()));

    private static void AssertSilent(Received<string> output, Vault vault)
    {
        Assert.Equal(output.Count, output.All.Count); // none is forgotten
        Assert.Contains(output.All, line => line.Contains("WebSocket connected", StringComparison.Ordinal));
        Assert.Contains(output.All, line => line.Contains("Exception", StringComparison.Ordinal)); // faults were told, with what lay behind them
        var told = output.All.Select(line => (Line: line, What: vault.FoundIn(line))).Where(line => line.What is not null).Select(line => $"{line.What}: {line.Line}").ToList();
        Assert.True(told.Count == 0, string.Join(Environment.NewLine, told.Take(20)));
    }

    /// <summary>Of the files the database holds messages, and <c>secret.key</c> the signing key: that is what they are for.</summary>
    private static void AssertBare(string data, Vault vault)
    {
        foreach (var file in Directory.EnumerateFiles(data, "*", SearchOption.AllDirectories).Where(file => !Path.GetFileName(file).StartsWith("haggle.db", StringComparison.Ordinal)))
        {
            var found = vault.FoundIn(Encoding.Latin1.GetString(File.ReadAllBytes(file)));
            Assert.Equal(Path.GetFileName(file) == "secret.key" ? "the signing key" : null, found);
        }
    }
}
