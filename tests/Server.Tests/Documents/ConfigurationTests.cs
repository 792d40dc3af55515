using Haggle.Server.Settings;
using Haggle.Testing;
using Microsoft.Extensions.Configuration;

namespace Haggle.Server.Tests.Documents;

/// <summary>docs/configuration.md and README.md say of the settings what the code says, and their examples are taken.</summary>
public sealed class ConfigurationTests
{
    private const string Page = "docs/configuration.md";

    public static TheoryData<string, string> Examples()
    {
        var examples = new TheoryData<string, string>();
        foreach (var block in Markdown.Read(Page).Blocks.Where(block => block.Language == "sh"))
            examples.Add(block.Place, block.Text);
        return examples;
    }

    [Fact]
    public void The_table_of_all_settings_is_that_of_the_code_row_by_row()
    {
        var inCode = SettingCatalog.All.Select(setting => $"{Code(setting.Name)} | {Code(setting.Default)} | {setting.Allowed} | {setting.Meaning} | {(setting.IsSecret ? "yes" : "")}");
        Assert.Equal(inCode, Markdown.Read(Page).Rows(section => section == "All settings").Select(cells => string.Join(" | ", cells)));
    }

    /// <summary>The catalogue is what the page shows; what <see cref="ServerSettings"/> reads is what holds.</summary>
    [Fact]
    public void The_catalogue_lists_every_setting_there_is_once()
    {
        var declared = typeof(SettingCatalog).GetFields().Where(field => field.FieldType == typeof(Setting)).Select(field => ((Setting)field.GetValue(null)!).Name);
        Assert.Equal(declared, SettingCatalog.All.Select(setting => setting.Name));
        Assert.Equal(SettingCatalog.All.Count, SettingCatalog.All.Select(setting => setting.Name).Distinct().Count());
    }

    public static TheoryData<string> Ranges() => [.. SettingCatalog.All.Where(setting => Bounds(setting) is not null).Select(setting => setting.Name)];

    [Theory]
    [MemberData(nameof(Ranges))]
    public void A_range_is_the_one_that_is_enforced_to_its_last_number(string name)
    {
        var setting = SettingCatalog.All.Single(setting => setting.Name == name);
        var (least, most) = Bounds(setting)!.Value;
        ServerSettings.Read(Of((name, $"{least}")));
        ServerSettings.Read(Of((name, $"{most}")));
        Assert.Throws<WrongSettingException>(() => ServerSettings.Read(Of((name, $"{least - 1}"))));
        Assert.Throws<WrongSettingException>(() => ServerSettings.Read(Of((name, $"{most + 1}"))));
    }

    public static TheoryData<string> WordSettings() => ["PARTICIPANT_EMAILS", "LOG_STYLE", "LOG_LEVEL"];

    [Theory]
    [MemberData(nameof(WordSettings))]
    public void Of_the_words_that_are_allowed_each_is_taken_and_no_other(string name)
    {
        var setting = SettingCatalog.All.Single(setting => setting.Name == name);
        foreach (var word in setting.Allowed.Replace(" or ", ", ", StringComparison.Ordinal).Split(", "))
            ServerSettings.Read(Of((name, word)));
        Assert.Throws<WrongSettingException>(() => ServerSettings.Read(Of((name, "sometimes"))));
    }

    [Fact]
    public void The_default_of_a_setting_is_what_holds_when_it_is_absent()
    {
        var nothing = ServerSettings.Read(Of());
        var written = ServerSettings.Read(Of([.. SettingCatalog.All.Where(setting => setting.Default.Length > 0).Select(setting => (setting.Name, setting.Default))]));
        foreach (var property in typeof(ServerSettings).GetProperties())
            Assert.Equal(property.GetValue(written), property.GetValue(nothing));
    }

    /// <summary>Run by bash in a folder where <c>./run</c> stands for the server: what it would find in its environment is what the server reads.</summary>
    [Theory]
    [MemberData(nameof(Examples))]
    public async Task An_example_has_settings_that_there_are_and_values_that_are_taken(string place, string script)
    {
        using var folder = new TemporaryFolder();
        var secret = new string('k', 64); // for the file that an example reads
        var said = await Shell.RunAsync($"echo >run; chmod +x run\ncat() {{ [ \"$1\" = /etc/haggle/secret.key ] && echo {secret}; }}\n{script}\nexport -p", folder.FullName);
        var exported = Shell.ReadExports(said).Where(variable => !Shell.Own.Contains(variable.Name)).ToArray();
        Assert.NotEmpty(exported);
        Assert.All(exported, variable => Assert.Contains(variable.Name, SettingCatalog.All.Select(setting => setting.Name)));
        var read = Record.Exception(() => ServerSettings.Read(Of(exported)));
        Assert.True(read is null, $"{place}: {read?.Message}");
    }

    [Fact]
    public void The_example_of_a_file_is_read_as_it_stands()
    {
        var block = Assert.Single(Markdown.Read(Page).Blocks, block => block.Language == "json");
        using var text = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(block.Text));
        var file = new ConfigurationBuilder().AddJsonStream(text).Build();
        Assert.All(file.GetChildren(), setting => Assert.Contains(setting.Key, SettingCatalog.All.Select(known => known.Name)));
        ServerSettings.Read(file);
    }

    [Fact]
    public void There_is_no_block_that_these_tests_do_not_know()
        => Assert.All(Markdown.Read(Page).Blocks, block => Assert.Contains(block.Language, new[] { "sh", "json", "nginx" }));

    [Fact]
    public void The_table_of_the_README_agrees_with_it()
    {
        foreach (var cells in Markdown.Read("README.md").Rows(section => section == "Settings"))
        {
            var settings = cells[0].Split(", ").Select(name => Assert.Single(SettingCatalog.All, setting => Code(setting.Name) == name)).ToList();
            // One that has a default shows it; one that has none may say in words what happens.
            var defaults = string.Join(", ", settings.Select(setting => setting.Default).Where(value => value.Length > 0));
            var said = cells[1].Replace("`", "", StringComparison.Ordinal);
            if (defaults.Length > 0)
                Assert.Equal(defaults, said);
            else
                Assert.All(settings, setting => Assert.Contains(said, setting.Meaning, StringComparison.Ordinal));
        }
    }

    private static (long Least, long Most)? Bounds(Setting setting)
        => System.Text.RegularExpressions.Regex.Match(setting.Allowed, @", (\d+) to (\d+)") is { Success: true } range
            ? (long.Parse(range.Groups[1].Value, null), long.Parse(range.Groups[2].Value, null))
            : null;

    private static string Code(string text) => text.Length > 0 ? $"`{text}`" : "";

    private static IConfiguration Of(params (string Name, string Value)[] settings)
        => new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value)).Build();
}
