namespace Haggle.Testing;

/// <summary>An empty folder of one test's own, deleted with all that is in it.</summary>
public sealed class TemporaryFolder : IDisposable
{
    /// <summary>A full path.</summary>
    public string FullName { get; } = Directory.CreateTempSubdirectory("haggle-").FullName;

    /// <summary>The full path of a file or folder in it, which need not exist.</summary>
    public string this[string name] => Path.Combine(FullName, name);

    public void Dispose() => Directory.Delete(FullName, recursive: true);
}
