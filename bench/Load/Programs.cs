using Haggle.Bench.Load.Targets;

namespace Haggle.Bench.Load;

/// <summary>Where the Release builds of the measured programs lie in the source tree.</summary>
internal static class Programs
{
    private const string Output = "bin/Release/net10.0";

    /// <exception cref="ArgumentException">It has not been built.</exception>
    public static ITarget Peer(string name) => name switch
    {
        "floor" => new FloorTarget(Built($"bench/peers/floor/{Output}/floor.dll")),
        "signalr" => new SignalRTarget(Built($"bench/peers/signalr/{Output}/signalr.dll")),
        _ => throw new ArgumentException($"{name} is no target."),
    };

    /// <param name="dialect">Whose words the measured clients speak.</param>
    /// <exception cref="ArgumentException">It has not been built.</exception>
    public static ITarget Haggle(string dialect, bool onSqlite = false)
    {
        var server = Built($"src/Server/{Output}/haggle.dll");
        return dialect switch
        {
            "native" => new HaggleTarget(server, onSqlite),
            "lais" => new LaisTarget(server),
            "windi" => new WindiTarget(server),
            "nodes" => new TwoNodesTarget(server),
            _ => throw new ArgumentException($"{dialect} is no dialect that is measured."),
        };
    }

    private static string Built(string path)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Haggle.slnx")))
            root = root.Parent;
        var full = Path.Combine(root?.FullName ?? "", path);
        return File.Exists(full) ? full : throw new ArgumentException($"{path} is missing: build it with -c Release, or use bench/run.");
    }
}
