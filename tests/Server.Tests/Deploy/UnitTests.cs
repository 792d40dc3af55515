using System.Text.RegularExpressions;
using Haggle.Server.Hosting;
using Haggle.Server.Settings;
using Haggle.Testing;
using Microsoft.Extensions.Configuration;

namespace Haggle.Server.Tests.Deploy;

/// <summary>deploy/haggle.service and its example of settings.</summary>
public sealed partial class UnitTests
{
    private const string Unit = "deploy/haggle.service", Example = "deploy/haggle.env.example";

    [Fact]
    public void Its_settings_are_those_that_there_are_and_those_of_the_example_are_taken()
    {
        var given = Assert.Single(Of("Environment")).Split(' ').Select(variable => variable.Split('=')[0]);
        var example = ComposeFile.ReadVariables(Example);
        Assert.All(given.Concat(example.Keys), Catalogue.Has);
        Read(example);
        Assert.All(SettingCatalog.All.Where(setting => setting.IsSecret && example.ContainsKey(setting.Name)), secret => Assert.Empty(example[secret.Name]));
    }

    [Fact]
    public void It_is_given_more_time_to_stop_than_it_takes()
        => Assert.True(TimeSpan.FromSeconds(int.Parse(Assert.Single(Of("TimeoutStopSec")), null)) > Departure.MostFor(Read(ComposeFile.ReadVariables(Example))));

    [Fact]
    public void It_writes_where_it_may()
    {
        var folder = $"/var/lib/{Assert.Single(Of("StateDirectory"))}";
        Assert.Equal(("strict", folder), (Assert.Single(Of("ProtectSystem")), Assert.Single(Of("WorkingDirectory"))));
        Assert.Contains($"HAGGLE_DATA={folder}", Assert.Single(Of("Environment")).Split(' '));
        Assert.Equal("yes", Assert.Single(Of("DynamicUser")));
    }

    private static IEnumerable<string> Of(string name) => Line().Matches(House.Read(Unit)).Where(line => line.Groups[1].Value == name).Select(line => line.Groups[2].Value);

    private static ServerSettings Read(IReadOnlyDictionary<string, string> environment)
        => ServerSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(environment.ToDictionary(variable => variable.Key, variable => (string?)variable.Value)).Build());

    [GeneratedRegex(@"^(\w+)=(.*)$", RegexOptions.Multiline)]
    private static partial Regex Line();
}
