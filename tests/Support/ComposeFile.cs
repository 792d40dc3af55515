using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Haggle.Testing;

/// <summary><c>deploy/compose.yaml</c>, with its variables filled in as Compose does.</summary>
public sealed partial class ComposeFile
{
    public const string Path = "deploy/compose.yaml", Example = "deploy/.env.example";

    private static string Text => File.ReadAllText(System.IO.Path.Combine(Checkout.Root, Path));

    private readonly JsonObject _file;

    /// <param name="variables">What <c>.env</c> says.</param>
    /// <exception cref="InvalidDataException">One that is required is absent or empty.</exception>
    public ComposeFile(IReadOnlyDictionary<string, string> variables)
    {
        _file = Yaml.Read(Variable().Replace(Text, variable => Fill(variable, variables.GetValueOrDefault(variable.Groups["name"].Value, ""))))[0];
    }

    /// <summary>Those that the file asks for, in any order.</summary>
    public static IReadOnlySet<string> Variables => Variable().Matches(Text).Select(variable => variable.Groups["name"].Value).ToHashSet();

    /// <summary>Those of them without which nothing starts.</summary>
    public static IReadOnlySet<string> Required
        => Variable().Matches(Text).Where(variable => variable.Groups["how"].Value == ":?").Select(variable => variable.Groups["name"].Value).ToHashSet();

    public JsonObject Root => _file;

    public IEnumerable<(string Name, JsonObject Service)> Services => _file["services"]!.AsObject().Select(service => (service.Key, service.Value!.AsObject()));

    /// <summary>The nodes of the server: the services of our own image.</summary>
    public IEnumerable<(string Name, JsonObject Service)> Nodes => Services.Where(service => service.Service["image"]!.GetValue<string>().StartsWith("haggle:", StringComparison.Ordinal));

    public static IReadOnlyDictionary<string, string> EnvironmentOf(JsonObject service)
        => service["environment"]?.AsObject().ToDictionary(variable => variable.Key, variable => variable.Value!.GetValue<string>()) ?? [];

    /// <summary>The lines <c>NAME=value</c> of a file such as <c>.env</c>.</summary>
    /// <param name="file">From the root of the checkout.</param>
    public static IReadOnlyDictionary<string, string> ReadVariables(string file)
        => File.ReadLines(System.IO.Path.Combine(Checkout.Root, file)).Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split('=', 2)).ToDictionary(parts => parts[0], parts => parts[1]);

    private static string Fill(Match variable, string value) => (variable.Groups["how"].Value, value) switch
    {
        (_, { Length: > 0 }) => value,
        (":-", _) => variable.Groups["otherwise"].Value,
        _ => throw new InvalidDataException($"{variable.Groups["name"].Value}: {variable.Groups["otherwise"].Value}"),
    };

    [GeneratedRegex(@"\$\{(?<name>\w+)(?<how>:-|:\?)(?<otherwise>[^}]*)\}")]
    private static partial Regex Variable();
}
