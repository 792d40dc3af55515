namespace Haggle.Server.Settings;

internal static class DataFolder
{
    /// <summary>Makes the folder for database and secret, for its owner alone. One that is there already is left as it is; <c>haggle doctor</c> looks at it.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    public static void Make(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
