using System.Reflection;

namespace Haggle.Server;

internal static class Version
{
    /// <summary>As released, such as <c>0.1.0</c>.</summary>
    public static string Of { get; } = typeof(Version).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";
}
