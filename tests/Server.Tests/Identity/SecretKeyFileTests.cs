using System.Runtime.Versioning;
using Haggle.Server.Identity;
using Haggle.Testing;

namespace Haggle.Server.Tests.Identity;

[SupportedOSPlatform("linux")]
public sealed class SecretKeyFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void The_secret_is_made_once_and_kept()
    {
        var first = SecretKeyFile.ReadOrMake(folder["data"]);
        Assert.True(first.Length >= 32);
        Assert.Equal(first, SecretKeyFile.ReadOrMake(folder["data"]));
        Assert.NotEqual(first, SecretKeyFile.ReadOrMake(folder["other"]));
    }

    [Fact]
    public void Only_we_can_read_it_and_nothing_else_is_left_behind()
    {
        SecretKeyFile.ReadOrMake(folder["data"]);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder["data"], SecretKeyFile.Name)));
        Assert.Equal([SecretKeyFile.Name], Directory.EnumerateFileSystemEntries(folder["data"]).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Of_many_who_make_it_at_once_all_get_the_same()
    {
        var secrets = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => Convert.ToHexString(SecretKeyFile.ReadOrMake(folder["data"])))));
        Assert.Single(secrets.Distinct());
    }

    [Fact]
    public void A_file_that_is_no_secret_stops_the_start()
    {
        Directory.CreateDirectory(folder["data"]);
        File.WriteAllText(Path.Combine(folder["data"], SecretKeyFile.Name), "short");
        Assert.Throws<InvalidDataException>(() => SecretKeyFile.ReadOrMake(folder["data"]));
    }

    public void Dispose() => folder.Dispose();
}
