using System.Globalization;

namespace Haggle.Server.Commands.Checks;

/// <summary>Whether the system lets us have enough sockets.</summary>
internal static class FilesCheck
{
    private const string Subject = "open files";
    private const string Limits = "/proc/self/limits";
    private const int Least = 16_384;

    public static Finding Look()
        => Limit() is { } most && most < Least
            ? Finding.Doubtful(Subject, $"At most {most}, and each socket needs one.", "raise the limit: LimitNOFILE=65536 in the unit, or ulimit -n 65536.")
            : Finding.Well(Subject, "Enough for many sockets.");

    /// <summary>Null when unlimited or unknown.</summary>
    private static int? Limit()
    {
        try
        {
            // Max open files            1024                 524288               files
            var line = File.ReadLines(Limits).FirstOrDefault(candidate => candidate.StartsWith("Max open files", StringComparison.Ordinal));
            return line?["Max open files".Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var hard, ..]
                && int.TryParse(hard, NumberStyles.None, CultureInfo.InvariantCulture, out var most)
                ? most // the runtime raises the soft limit to the hard one by itself
                : null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
