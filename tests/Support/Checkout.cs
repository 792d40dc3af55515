using System.Reflection;
using System.Runtime.InteropServices;

namespace Haggle.Testing;

/// <summary>The checkout that these tests were built in: where its sources, scripts and the built server are.</summary>
public static class Checkout
{
    /// <summary>The folder of <c>Haggle.slnx</c>.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The server of the same configuration as the tests.</summary>
    internal static string ServerAssembly => Path.Combine(Root, "src", "Server", "bin", Configuration, "net10.0", "haggle.dll");

    /// <summary>The host of this process's own runtime: an installation outside the usual places is on no path that a server program would search.</summary>
    internal static string DotnetHost => Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));

    private static string Configuration => typeof(Checkout).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Haggle.slnx")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException($"No Haggle.slnx above {AppContext.BaseDirectory}: the tests must run where they were built.");
    }
}
