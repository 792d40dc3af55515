using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Haggle.Storage.Migrations;

/// <summary>One numbered step of the schema, there and back.</summary>
/// <param name="Hash">SHA-256 of <paramref name="Up"/> in hexadecimal; line ends do not count.</param>
internal sealed record MigrationScript(int Number, string Name, string Up, string Down, string Hash)
{
    private const string UpEnding = ".up.sql";

    public static MigrationScript Of(int number, string name, string up, string down)
        => new(number, name, up, down, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(up.ReplaceLineEndings("\n")))));

    /// <summary>The scripts that were compiled in, by number: files <c>0001_foundation.up.sql</c> and <c>.down.sql</c> of the engine's folder.</summary>
    public static IReadOnlyList<MigrationScript> All(string folder)
    {
        var assembly = typeof(MigrationScript).Assembly;
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(folder + "/", StringComparison.Ordinal) && name.EndsWith(UpEnding, StringComparison.Ordinal))
            .Select(name => Load(assembly, name))
            .OrderBy(script => script.Number)];
    }

    private static MigrationScript Load(Assembly assembly, string upName)
    {
        var stem = upName[..^UpEnding.Length];
        var file = stem[(stem.IndexOf('/', StringComparison.Ordinal) + 1)..];
        var number = int.Parse(file[..4], CultureInfo.InvariantCulture);
        return Of(number, file[5..], Read(assembly, upName), Read(assembly, stem + ".down.sql"));
    }

    private static string Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The script {name} is missing.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
