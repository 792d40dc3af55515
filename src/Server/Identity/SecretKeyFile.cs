using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Haggle.Server.Settings;

namespace Haggle.Server.Identity;

/// <summary>The secret that signs our tokens when the operator has set none: made once, kept in the data folder, readable by us alone.</summary>
internal static class SecretKeyFile
{
    public const string Name = "secret.key";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int LeastBytes = 32;

    /// <exception cref="InvalidDataException">There is a file, and its content is no secret of ours.</exception>
    public static byte[] ReadOrMake(string dataFolder)
    {
        var path = Path.Combine(dataFolder, Name);
        if (!File.Exists(path))
            Make(dataFolder, path);
        var secret = Encoding.UTF8.GetBytes(File.ReadAllText(path).Trim());
        return secret.Length >= LeastBytes ? secret : throw new InvalidDataException($"{path} is too short to be a secret; delete it to have a new one made (everybody signs in again).");
    }

    private static void Make(string dataFolder, string path)
    {
        PrivateFolder.Make(dataFolder);
        // Beside the place and then linked there: nobody ever reads half a secret, and of two processes at once one wins.
        var fresh = Path.Combine(dataFolder, $"{Name}.{Guid.NewGuid():N}");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        using (var file = new FileStream(fresh, options))
        {
            file.Write(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(LeastBytes))));
            file.Flush(flushToDisk: true);
        }
        // A link fails when the name is taken, in one step; to look first and then move would be two, and two processes could both have looked.
        if (OperatingSystem.IsWindows() || (Link(fresh, path) != 0 && !File.Exists(path)))
            File.Move(fresh, path); // a file system without links
        File.Delete(fresh);
    }

    [DllImport("libc", EntryPoint = "link", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Link([MarshalAs(UnmanagedType.LPUTF8Str)] string from, [MarshalAs(UnmanagedType.LPUTF8Str)] string to);
}
