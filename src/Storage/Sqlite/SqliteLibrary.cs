using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Haggle.Storage.Sqlite;

/// <summary>Chooses the native engine: the system's, which its distribution keeps patched, else the one that came with us.</summary>
internal static class SqliteLibrary
{
    private const string Bundled = "e_sqlite3";

    private static readonly string[] System = ["libsqlite3.so.0", "libsqlite3.dylib"];

    private static readonly Lazy<bool> Loaded = new(() =>
    {
        NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Resolve);
        Batteries_V2.Init();
        return true;
    });

    /// <summary>To be called before the first connection; repeats are free.</summary>
    public static void Load() => _ = Loaded.Value;

    private static IntPtr Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name == Bundled)
            foreach (var candidate in System)
                if (NativeLibrary.TryLoad(candidate, out var library))
                    return library;
        return IntPtr.Zero; // the runtime looks for the bundled one
    }
}
