using Haggle.Server.Settings;

namespace Haggle.Server.Commands.Checks;

/// <summary>Whether we can keep files, whether only we can, and whether the disk's clock agrees with ours.</summary>
internal static class DataFolderCheck
{
    private const string Subject = "data folder";

    private const UnixFileMode Others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.GroupWrite;
    private const long LeastFreeBytes = 256L * 1024 * 1024;

    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(5);

    public static IEnumerable<Finding> Look(ServerSettings settings)
    {
        var folder = settings.Data;
        DateTime written;
        Finding? failure = null;
        try
        {
            written = Write(folder);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            written = default;
            failure = Finding.Wrong(Subject, $"{folder} cannot be written: {trouble.Message}", "give the server's user a folder of its own and name it in HAGGLE_DATA.");
        }
        if (failure is not null)
        {
            yield return failure;
            yield break;
        }
        var off = written - DateTime.UtcNow;
        yield return off.Duration() > ClockTolerance
            ? Finding.Doubtful("clock", $"The file system's clock and ours are {off.Duration().TotalSeconds:0} s apart.", "synchronise both machines with NTP.")
            : Finding.Well(Subject, $"{folder} can be written.");
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(folder) & Others) != 0)
            yield return Finding.Doubtful(Subject, $"Other users of this machine can read or change {folder}.", $"chmod 700 {folder}");
        if (FreeBytes(folder) is { } free && free < LeastFreeBytes)
            yield return Finding.Doubtful(Subject, $"Only {free / (1024 * 1024)} MiB are free.", "make room; a full disk refuses messages.");
    }

    private static DateTime Write(string folder)
    {
        PrivateFolder.Make(folder);
        var path = Path.Combine(folder, $"doctor.{Guid.NewGuid():N}");
        File.WriteAllText(path, "written by haggle doctor");
        var written = File.GetLastWriteTimeUtc(path);
        File.Delete(path);
        return written;
    }

    private static long? FreeBytes(string folder)
    {
        try
        {
            return new DriveInfo(folder).AvailableFreeSpace;
        }
        catch (Exception unknown) when (unknown is IOException or ArgumentException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
