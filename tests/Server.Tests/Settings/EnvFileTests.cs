using Haggle.Server.Settings;
using Haggle.Testing;

namespace Haggle.Server.Tests.Settings;

public sealed class EnvFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("PORT=8003", "PORT", "8003")]
    [InlineData("  PORT = 8003  ", "PORT", "8003")]
    [InlineData("PORT=8003 # the original's", "PORT", "8003")]
    [InlineData("PORT=", "PORT", "")]
    [InlineData("PORT=# nothing", "PORT", "")]
    [InlineData("SYSTEM_TOKEN=a#b", "SYSTEM_TOKEN", "a#b")]
    [InlineData("SYSTEM_TOKEN=\"a # b\" # quoted", "SYSTEM_TOKEN", "a # b")]
    [InlineData("SYSTEM_TOKEN='it=is'", "SYSTEM_TOKEN", "it=is")]
    [InlineData("SYSTEM_TOKEN=\"open", "SYSTEM_TOKEN", "\"open")]
    [InlineData("export PORT=8003", "PORT", "8003")]
    public void A_line_names_a_setting_and_its_value(string line, string name, string value)
        => Assert.Equal(value, Assert.Single(Read($"# a comment\n\n{line}\n"), setting => setting.Key == name).Value);

    [Fact]
    public void The_last_line_of_a_name_counts() => Assert.Equal("2", Read("A=1\r\nA=2\r\n")["A"]);

    [Fact]
    public void A_line_that_is_none_is_told_by_its_number_and_not_by_what_it_says()
    {
        var mistake = Assert.Throws<InvalidDataException>(() => Read("A=1\nmy secret\n"));
        Assert.Contains("line 2", mistake.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", mistake.Message.Replace(folder[".env"], "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_file_nothing_is_set() => Assert.Empty(EnvFile.Read(folder[".env"]));

    [Fact]
    public async Task The_file_of_the_current_folder_holds_below_the_environment()
    {
        await File.WriteAllTextAsync(folder[".env"], "LOG_LEVEL=Nonsense\nMESSAGE_LENGTH_MAX=5 # short\n", TestContext.Current.CancellationToken);
        var told = await HaggleCommand.RunAsync(
            ["doctor"], new Dictionary<string, string> { ["HAGGLE_DATA"] = folder["data"], ["LOG_LEVEL"] = "Information", ["PORT"] = "0" }, folder: folder.FullName,
            cancellation: TestContext.Current.CancellationToken);
        Assert.DoesNotContain("LOG_LEVEL", told.Output + told.Errors, StringComparison.Ordinal);
        await File.WriteAllTextAsync(folder[".env"], "MESSAGE_LENGTH_MAX=none\n", TestContext.Current.CancellationToken);
        told = await HaggleCommand.RunAsync(
            ["serve"], new Dictionary<string, string> { ["HAGGLE_DATA"] = folder["data"], ["PORT"] = "0" }, folder: folder.FullName, cancellation: TestContext.Current.CancellationToken);
        Assert.NotEqual(0, told.ExitCode);
        Assert.Contains("MESSAGE_LENGTH_MAX", told.Errors, StringComparison.Ordinal);
    }

    private Dictionary<string, string?> Read(string text)
    {
        File.WriteAllText(folder[".env"], text);
        return EnvFile.Read(folder[".env"]);
    }
}
