using Haggle.Server.Identity.Tokens;

namespace Haggle.Server.Identity;

/// <summary>The marketplace's keys in a file, which may be replaced while we run.</summary>
internal sealed partial class KeySetFile(string path, ILogger<KeySetFile> log) : IKeySetSource
{
    private readonly Lock gate = new();
    private (DateTime ChangedAt, long Length) seen;
    private KeySet? current;

    public ValueTask<KeySet?> GetAsync(CompactToken token, CancellationToken cancellation)
    {
        lock (gate)
            return ValueTask.FromResult(Refresh());
    }

    public bool Knows(CompactToken token)
    {
        lock (gate)
            return current?.Names(token) == true;
    }

    private KeySet? Refresh()
    {
        try
        {
            var file = new FileInfo(path);
            var state = (file.LastWriteTimeUtc, file.Exists ? file.Length : -1);
            if (state == seen)
                return current;
            seen = state;
            if (file.Length > KeySet.MaxBytes || KeySet.Parse(File.ReadAllBytes(path)) is not { } set)
                FileIsNoKeySet(log, path);
            else
                current = set;
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            FileIsAway(log, missing, path);
        }
        return current; // a half-written or missing file must not lock everybody out
    }

    [LoggerMessage(LogLevel.Warning, "{Path} is no JSON Web Key Set of at most 64 KiB; the keys known before stay in force")]
    private static partial void FileIsNoKeySet(ILogger log, string path);

    [LoggerMessage(LogLevel.Warning, "{Path} cannot be read; the keys known before stay in force")]
    private static partial void FileIsAway(ILogger log, Exception missing, string path);
}
