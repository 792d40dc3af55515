using Haggle.Server.Settings;

namespace Haggle.Server.Tests.Deploy;

/// <summary>The names that a file may give the server.</summary>
internal static class Catalogue
{
    /// <summary>Of the runtime, not ours.</summary>
    private static readonly string[] Runtime = ["DOTNET_EnableDiagnostics", "DOTNET_NOLOGO"];

    public static void Has(string name) => Assert.Contains(name, SettingCatalog.All.Select(setting => setting.Name).Concat(Runtime));
}
