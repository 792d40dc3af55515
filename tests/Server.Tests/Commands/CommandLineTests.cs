using System.Runtime.Versioning;
using Haggle.Server.Commands;
using Haggle.Server.Settings;
using Haggle.Testing;
using Microsoft.Extensions.Configuration;

namespace Haggle.Server.Tests.Commands;

[SupportedOSPlatform("linux")]
public sealed class CommandLineTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly StringWriter output = new(), errors = new();
    private readonly Dictionary<string, string?> settings = [];
    private int served;

    public CommandLineTests() => settings["HAGGLE_DATA"] = folder["data"];

    [Fact]
    public async Task Without_words_it_serves()
    {
        Assert.Equal(0, await RunAsync(""));
        Assert.Equal(0, await RunAsync("", "serve"));
        Assert.Equal(2, served);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("user")]
    [InlineData("user", "nonsense")]
    [InlineData("serve", "now")]
    [InlineData("migrate", "up", "--fast")]
    [InlineData("user", "create")]
    [InlineData("user", "create", "--email")]
    [InlineData("user", "create", "--email", "a@example.com", "--email", "b@example.com", "--name", "A")]
    [InlineData("user", "create", "--email", "a@example.com", "--name", "A", "--role", "king")]
    [InlineData("user", "role", "1")]
    [InlineData("user", "disable")]
    [InlineData("user", "disable", "nobody")]
    [InlineData("user", "disable", "4000")]
    [InlineData("key", "revoke", "first")]
    [InlineData("key", "create")]
    [InlineData("migrate", "down")]
    [InlineData("migrate", "down", "--yes=really")]
    [InlineData("migrate", "down", "--yes", "--steps", "0")]
    [InlineData("help", "nonsense")]
    public async Task What_makes_no_sense_is_told_in_one_line_and_exit_code_2(params string[] words)
    {
        Assert.Equal(2, await RunAsync(Password, words));
        Assert.StartsWith("haggle: ", errors.ToString(), StringComparison.Ordinal);
        Assert.Single(errors.ToString().TrimEnd().Split('\n'));
        Assert.Equal("", output.ToString());
    }

    [Fact]
    public async Task A_wrong_setting_is_told_in_one_line()
    {
        settings["PORT"] = "eighty";
        Assert.Equal(2, await RunAsync("", "serve"));
        Assert.StartsWith("haggle: PORT: ", errors.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, served);
    }

    [Fact]
    public async Task Help_lists_every_command_and_version_says_which()
    {
        Assert.Equal(0, await RunAsync("", "help"));
        foreach (var command in CommandLine.CommandsFor((_, _) => Task.FromResult(0)))
            Assert.Contains(command.Name, output.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await RunAsync("", "--version"));
        Assert.Contains("haggle 0.", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_is_made_with_a_password_from_standard_input()
    {
        Assert.Equal(0, await RunAsync(Password, "user", "create", "--email", "olga@example.com", "--name", "Olga Petrova", "--role=moderator"));
        Assert.Contains("@olga", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("moderator", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Password, output.ToString() + errors, StringComparison.Ordinal);
        Assert.Equal(1, await RunAsync(Password, "user", "create", "--email", "OLGA@example.com", "--name", "Olga"));
        Assert.Contains("email_taken", errors.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, await RunAsync("short", "user", "create", "--email", "ivan@example.com", "--name", "Ivan"));
        Assert.Equal(1, await RunAsync("", "user", "create", "--email", "ivan@example.com", "--name", "Ivan"));
    }

    [Fact]
    public async Task Somebody_is_found_by_id_e_mail_and_tag()
    {
        await RunAsync(Password, "user", "create", "--email", "olga@example.com", "--name", "Olga");
        var line = output.ToString();
        Assert.Equal(0, await RunAsync("", "user", "role", "@olga", "admin"));
        Assert.Equal(0, await RunAsync("", "user", "disable", "olga@example.com"));
        Assert.Equal(0, await RunAsync("", "user", "enable", line.Split(' ')[0]));
        Assert.Equal(["user", "admin", "disabled", "admin"], output.ToString().TrimEnd().Split('\n').Select(said => said.Split(' ')[^1]));
    }

    [Fact]
    public async Task A_key_is_shown_once_and_revoked_once()
    {
        Assert.Equal(0, await RunAsync("", "key", "create", "--name", "shop"));
        var secret = output.ToString().Trim();
        Assert.StartsWith("hk_", secret, StringComparison.Ordinal);
        Assert.Equal(0, await RunAsync("", "key", "list"));
        Assert.Contains("\"shop\"", output.ToString(), StringComparison.Ordinal);
        Assert.Single(output.ToString().Split(secret)[1..]); // the list did not show it again
        Assert.Equal(0, await RunAsync("", "key", "revoke", "1"));
        Assert.Equal(1, await RunAsync("", "key", "revoke", "1"));
        Assert.Equal(1, await RunAsync("", "key", "create", "--name", ""));
    }

    [Fact]
    public async Task Migrations_go_up_once_and_down_when_told_twice()
    {
        Assert.Equal(1, await RunAsync("", "migrate", "status"));
        Assert.Equal(0, await RunAsync("", "migrate", "up"));
        Assert.Equal(0, await RunAsync("", "migrate", "status"));
        Assert.Equal(0, await RunAsync("", "migrate", "up"));
        Assert.Contains("up to date", output.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await RunAsync("", "migrate", "down", "--yes"));
        Assert.Equal(1, await RunAsync("", "migrate", "status"));
    }

    [Fact]
    public async Task The_doctor_finds_a_new_place_well_and_a_used_one_too()
    {
        settings["PORT"] = "0";
        Assert.Equal(0, await RunAsync("", "doctor"));
        await RunAsync("", "migrate", "up");
        Assert.Equal(0, await RunAsync("", "doctor"));
        Assert.DoesNotContain("WRONG", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("chmod", output.ToString(), StringComparison.Ordinal); // the folder was made for us alone
        Assert.Contains("schema current", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_doctor_says_what_is_wrong_and_how_to_mend_it()
    {
        settings["DATABASE_URL"] = "postgresql://haggle:hunter2@127.0.0.1:1/haggle";
        settings["MARKETPLACE_JWKS"] = folder["missing.json"];
        Assert.Equal(1, await RunAsync("", "doctor"));
        var said = output.ToString();
        Assert.Equal(["secret", "database", "keys"], said.Split('\n').Where(line => line.StartsWith("WRONG", StringComparison.Ordinal)).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]));
        Assert.All(said.Split('\n').Where(line => line.StartsWith("WRONG", StringComparison.Ordinal)), line => Assert.Contains("Mend: ", line, StringComparison.Ordinal));
        Assert.DoesNotContain("hunter2", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_doctor_says_that_the_broker_does_not_answer_and_repeats_no_password()
    {
        settings["PORT"] = "0";
        settings["RABBITMQ_URL"] = "amqp://haggle:hunter2@127.0.0.1:1/";
        Assert.Equal(0, await RunAsync("", "doctor")); // the server runs without
        Assert.Contains("warn  broker       127.0.0.1:1 cannot be used", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_doctor_says_that_Redis_does_not_answer_and_repeats_no_password()
    {
        settings["PORT"] = "0";
        settings["REDIS_URL"] = "redis://:hunter2@127.0.0.1:1/";
        Assert.Equal(0, await RunAsync("", "doctor")); // the nodes hear of each other by the database
        Assert.Contains("warn  redis        127.0.0.1:1 cannot be used", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_of_Redis_that_is_none_is_refused_and_not_repeated()
    {
        settings["REDIS_URL"] = "redis://somebody:hunter2@redis/";
        Assert.Equal(1, await RunAsync("", "doctor"));
        Assert.Contains("REDIS_URL", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://haggle:hunter2@broker/")]
    [InlineData("amqp://haggle:hunter2:more@broker/")]
    [InlineData("amqp://haggle:hunter2@broker/one/two")]
    [InlineData("hunter2")]
    public async Task A_broker_s_address_that_is_none_is_refused_and_not_repeated(string url)
    {
        settings["RABBITMQ_URL"] = url;
        Assert.Equal(1, await RunAsync("", "doctor"));
        Assert.Contains("RABBITMQ_URL", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_doctor_minds_a_secret_that_others_can_read_or_guess()
    {
        Directory.CreateDirectory(folder["data"]);
        var path = Path.Combine(folder["data"], "secret.key");
        File.WriteAllText(path, new string('x', 64));
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Assert.Equal(1, await RunAsync("", "doctor"));
        Assert.Contains("chmod 600", output.ToString(), StringComparison.Ordinal);
        settings["SECRET_KEY"] = "changeme-changeme-changeme-changeme";
        Assert.Equal(0, await RunAsync("", "doctor"));
        Assert.Contains("could be guessed", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("changeme", output.ToString(), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        folder.Dispose();
        output.Dispose();
        errors.Dispose();
    }

    private const string Password = "correct horse battery";

    private Task<int> RunAsync(string input, params string[] words)
        => CommandLine.RunAsync(
            words, ServeAsync, new Terminal(new StringReader(input), output, errors), () => new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), TestContext.Current.CancellationToken);

    private Task<int> ServeAsync(ServerSettings read, CancellationToken cancellation)
    {
        served++;
        return Task.FromResult(0);
    }
}
