using System.Xml.Linq;
using Haggle.Testing;

namespace Haggle.Server.Tests;

/// <summary>The rules of the house that the compiler does not check.</summary>
public sealed class HouseTests
{
    private static readonly Dictionary<string, int> Floors = new()
    {
        ["Core"] = 0,
        ["Realtime"] = 1,
        ["Dialects"] = 2,
        ["Storage"] = 2,
        ["Integrations"] = 2,
        ["Server"] = 3,
    };

    /// <summary>Folders that their neighbours stand on.</summary>
    private static readonly string[] Slabs = ["Dialects/FastApi", "Storage/Relational"];

    public static TheoryData<string> Projects() => [.. House.Files("src", "*.csproj")];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_leans_only_on_the_floors_beneath_it(string project)
    {
        var leansOn = Elements(project, "ProjectReference").Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));
        var floor = Floors[Path.GetFileNameWithoutExtension(project)];
        None(leansOn, other => !Floors.TryGetValue(other, out var beneath) || beneath >= floor);
    }

    [Fact]
    public void Core_leans_on_the_base_class_library_alone()
    {
        var project = XDocument.Parse(House.Read("src/Core/Core.csproj")).Root!;
        Assert.Equal("Microsoft.NET.Sdk", project.Attribute("Sdk")!.Value);
        None(project.Descendants().Select(element => element.Name.LocalName), name => name.EndsWith("Reference", StringComparison.Ordinal));
    }

    [Fact]
    public void Core_knows_no_HTTP_no_SQL_no_JSON_no_socket_and_no_logger()
        => None(House.Files("src/Core", "*.cs"), file => House.Outside().IsMatch(House.Read(file)));

    public static TheoryData<string, string> Rooms()
    {
        var rooms = new TheoryData<string, string>();
        foreach (var project in Floors.Where(floor => floor.Value == 2).Select(floor => floor.Key))
        {
            foreach (var folder in House.Folders($"src/{project}"))
                rooms.Add(project, folder);
        }

        return rooms;
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_dialect_an_engine_or_an_integration_names_none_of_its_neighbours(string project, string folder)
    {
        var neighbours = House.Folders($"src/{project}").Where(other => other != folder && !Slabs.Contains($"{project}/{other}"));
        foreach (var neighbour in neighbours)
        {
            var types = House.Files($"src/{project}/{neighbour}", "*.cs").SelectMany(file => House.TypesIn(House.Read(file))).Distinct().ToList();
            None(House.Files($"src/{project}/{folder}", "*.cs"), file => House.Names(House.Read(file), project, neighbour, types));
        }
    }

    [Theory]
    [InlineData("using Haggle.Dialects.Windi;", true)]
    [InlineData("using static Haggle.Dialects.Windi.WindiJson;", true)]
    [InlineData("using Theirs = Dialects.Windi.SendFrame;", true)]
    [InlineData("var codec = new Windi.WindiCodec();", true)]
    [InlineData("_ = Windi.Shapes.SendFrame.Empty;", true)]
    [InlineData("/// Unlike WinDI, see contracts/windi.md.", false)]
    [InlineData("options.Windi.IsOn", false)]
    [InlineData("using Haggle.Dialects.WindiTwo;", false)]
    public void Naming_a_neighbour_is_to_use_its_namespace(string text, bool names)
        => Assert.Equal(names, House.Names(text, "Dialects", "Windi", House.TypesIn("internal sealed class WindiCodec { } record struct SendFrame(int A);")));

    [Fact]
    public void A_namespace_is_its_folder()
        => None(House.Files("src", "*.cs"), file => House.Namespace().Matches(House.Read(file)).Any(found => found.Groups["name"].Value != Expected(file)));

    [Fact]
    public void A_using_stands_where_it_is_used()
    {
        // A global one would let a file lean on a neighbour without naming it.
        None(House.Files("src", "*.cs"), file => House.Read(file).Contains("global using", StringComparison.Ordinal));
        None(House.Files("src", "*.csproj"), project => Elements(project, "Using").Any());
    }

    [Fact]
    public void Nothing_is_named_after_a_drawer()
        => None(
            new[] { "src", "tests" }.SelectMany(folder => House.Files(folder, "*")),
            file => file.Split('/').Any(name => House.Drawer().IsMatch(name)));

    [Fact]
    public void No_file_names_a_place_on_somebodys_machine_or_a_package_registry()
        => None(House.Files("", "*"), file => House.Unspeakable().IsMatch(House.Read(file)));

    [Theory]
    [InlineData("see /wo" + "rk/notes.md", true)]
    [InlineData("cd ../sha" + "red/design", true)]
    [InlineData("https://api.nu" + "get.org/v3/index.json", true)]
    [InlineData("https://registry.npm" + "js.org/vite", true)]
    [InlineData("a framework/module, in-network/path", false)]
    [InlineData("https://example.org/w", false)]
    public void A_place_or_a_registry_is_recognised(string text, bool isUnspeakable) => Assert.Equal(isUnspeakable, House.Unspeakable().IsMatch(text));

    /// <summary>Like Assert.DoesNotContain, but a failure names each offender.</summary>
    private static void None(IEnumerable<string> things, Func<string, bool> breaksTheRule)
    {
        var offenders = things.Where(breaksTheRule).ToList();
        Assert.True(offenders.Count == 0, string.Join(Environment.NewLine, offenders));
    }

    private static IEnumerable<XElement> Elements(string project, string name)
        => XDocument.Parse(House.Read(project)).Descendants().Where(element => element.Name.LocalName == name);

    private static string Expected(string file) => "Haggle." + Path.GetDirectoryName(file)!["src/".Length..].Replace('/', '.');
}
