using System.Text;
using Haggle.Server.Identity;
using Haggle.Server.Settings;

namespace Haggle.Server.Commands.Checks;

/// <summary>Whether the secret that signs tokens is there, hard to guess, and ours alone.</summary>
internal static class SecretCheck
{
    private const string Subject = "secret";
    private const string MakeOne = "openssl rand -hex 32 makes a good one (everybody signs in again after a change).";

    /// <summary>32 random bytes in hexadecimal have about 15 different characters; fewer mean a pattern.</summary>
    private const int LeastDifferentCharacters = 10;

    private static readonly string[] TellTales = ["secret", "change", "password", "example", "default", "12345"];

    public static IEnumerable<Finding> Look(ServerSettings settings)
    {
        if (settings.SecretKey is null && !settings.IsEmbedded)
            yield return Finding.Wrong(Subject, "SECRET_KEY is missing; with DATABASE_URL the server does not start without it.", "set it, the same on every node; " + MakeOne);
        else
            yield return settings.SecretKey is { } given ? Judge("SECRET_KEY", given) : LookAtFile(Path.Combine(settings.Data, SecretKeyFile.Name));
        if (settings.MarketplaceSecret is { } theirs)
            yield return settings.SecretKey is { } ours && theirs.AsSpan().SequenceEqual(ours)
                ? Finding.Wrong(Subject, "MARKETPLACE_SECRET is the same as SECRET_KEY.", "give each its own; " + MakeOne)
                : Judge("MARKETPLACE_SECRET", theirs);
    }

    private static Finding Judge(string name, byte[] secret)
    {
        var text = Encoding.UTF8.GetString(secret);
        return text.Distinct().Count() < LeastDifferentCharacters || TellTales.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase))
            ? Finding.Doubtful(Subject, $"{name} looks as if it could be guessed; whoever guesses it can be anybody.", MakeOne)
            : Finding.Well(Subject, $"{name} is {secret.Length} bytes long.");
    }

    private static Finding LookAtFile(string path)
    {
        if (!File.Exists(path))
            return Finding.Well(Subject, $"{path} will be made at the first start.");
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)) != 0)
            return Finding.Wrong(Subject, $"Other users of this machine can read {path}.", $"chmod 600 {path}, and delete it if somebody may have: a new one is made.");
        return Finding.Well(Subject, $"{path} is readable by us alone.");
    }
}
