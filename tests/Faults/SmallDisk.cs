using System.Diagnostics;
using Haggle.Testing;

namespace Haggle.Faults;

/// <summary>A disk of a few megabytes, mounted for one test, to be filled up and to get room again.</summary>
/// <remarks>Needs root, or sudo without a password, as <c>./test</c> does; where mounting is not allowed the test fails and says so.</remarks>
internal sealed class SmallDisk : IDisposable
{
    private readonly string filler;

    private SmallDisk(string folder) => (FullName, filler) = (folder, Path.Combine(folder, "filler"));

    /// <summary>A full path that everybody can go through.</summary>
    public string FullName { get; }

    public static SmallDisk Mount(int megabytes)
    {
        // Not in a TemporaryFolder, which only its owner can go through.
        var folder = Path.Combine(Path.GetTempPath(), $"haggle-disk-{Guid.NewGuid():N}");
        Directory.CreateDirectory(folder);
        AsRoot("mount", "-t", "tmpfs", "-o", $"size={megabytes}m,mode=755,uid={Run("id", "-u").Trim()}", "haggle-test", folder);
        return new SmallDisk(folder);
    }

    /// <summary>A folder on the disk that belongs to the owner of another one.</summary>
    public string FolderLike(string other)
    {
        var folder = Path.Combine(FullName, "tables");
        Directory.CreateDirectory(folder);
        AsRoot("chown", $"--reference={other}", folder);
        return folder;
    }

    /// <summary>Takes the room that is left, to the last block.</summary>
    public void Fill()
    {
        using var file = new FileStream(filler, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        foreach (var piece in new[] { 64 * 1024, 4 * 1024 })
        {
            try
            {
                while (true)
                    file.Write(new byte[piece]);
            }
            catch (IOException)
            {
                // not so much any more
            }
        }
    }

    public void MakeRoom() => File.Delete(filler);

    public void Dispose()
    {
        AsRoot("umount", "--lazy", FullName); // whoever was killed a moment ago may still be on it
        Directory.Delete(FullName);
    }

    private static void AsRoot(params string[] command)
    {
        if (Environment.IsPrivilegedProcess)
            Run(command[0], command[1..]);
        else
            Run("sudo", ["-n", .. command]);
    }

    private static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEnd();
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"This test needs a small disk, and {program} {string.Join(' ', arguments)} failed: {errors}");
    }
}
