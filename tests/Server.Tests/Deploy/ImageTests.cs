using System.Text.RegularExpressions;
using Haggle.Server.Settings;

namespace Haggle.Server.Tests.Deploy;

/// <summary>The Dockerfile builds from what is there and runs as nobody in particular.</summary>
public sealed partial class ImageTests
{
    private static readonly string Text = House.Read("Dockerfile").Replace("\\\n", " ", StringComparison.Ordinal);

    private static readonly string[] Lines = [.. Text.Split('\n').Where(line => line.Length > 0 && line[0] != '#')];

    private static readonly string[] Needed = ["global.json", "Directory.Build.props", "Directory.Packages.props", ".editorconfig", "src", "web"];

    [Fact]
    public void It_is_built_by_the_SDK_and_runs_on_the_runtime_alone()
    {
        var stages = Of("FROM");
        Assert.Equal(["mcr.microsoft.com/dotnet/sdk:10.0", "mcr.microsoft.com/dotnet/aspnet:10.0"], stages.Select(stage => stage.Split(' ')[0]));
        Assert.All(stages, stage => Assert.Matches(Image.OfAVersion(), stage.Split(' ')[0]));
    }

    [Fact]
    public void What_it_copies_is_there_and_not_ignored()
    {
        var copied = Of("COPY").Where(line => !line.StartsWith("--from", StringComparison.Ordinal)).SelectMany(line => line.Split(' ')[..^1]).ToList();
        Assert.All(copied, file => Assert.True(Path.Exists(Path.Combine(Testing.Checkout.Root, file)), file));
        Assert.Superset(Needed.ToHashSet(), copied.ToHashSet());
        var kept = House.Read(".dockerignore").Split('\n').Where(line => line.StartsWith('!')).Select(line => line[1..]);
        Assert.Equal(Needed.Order(), kept.Order());
    }

    [Fact]
    public void Every_project_beneath_the_server_is_restored_before_the_sources_come()
        => Assert.All(House.Files("src", "*.csproj"), project => Assert.Contains($"{project} {Path.GetDirectoryName(project)}/", Of("COPY")));

    [Fact]
    public void It_runs_as_a_user_without_rights_and_has_a_check_of_its_health()
    {
        Assert.Equal("$APP_UID", Assert.Single(Of("USER")));
        Assert.Contains("/api/v1/health", Assert.Single(Of("HEALTHCHECK")), StringComparison.Ordinal);
        Assert.Equal("8000 4000 8003", Assert.Single(Of("EXPOSE")));
    }

    [Fact]
    public void Its_variables_are_settings_with_the_ports_that_it_exposes()
    {
        var variables = Variable().Matches(Assert.Single(Of("ENV"))).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        Assert.All(variables.Keys, Catalogue.Has);
        Assert.Equal(
            ("8000", $"{SettingCatalog.LaisDefaultPort}", $"{SettingCatalog.GameTradeDefaultPort}"), (variables["PORT"], variables["LAIS_PORT"], variables["GAMETRADE_PORT"]));
        Assert.Equal(Assert.Single(Of("VOLUME")), variables["HAGGLE_DATA"]);
    }

    private static string[] Of(string word) => [.. Lines.Where(line => line.StartsWith(word + " ", StringComparison.Ordinal)).Select(line => line[(word.Length + 1)..].Trim())];

    [GeneratedRegex(@"(\w+)=(\S+)")]
    private static partial Regex Variable();
}
