using System.Diagnostics;
using System.Text.RegularExpressions;
using Haggle.Testing;

namespace Haggle.Server.Tests.Documents;

/// <summary>bash, as a reader of the documentation has it.</summary>
internal static partial class Shell
{
    /// <summary>Variables that bash and we bring along.</summary>
    public static readonly IReadOnlyList<string> Own = ["PATH", "HOME", "PWD", "OLDPWD", "SHLVL"];

    /// <returns>What the script wrote to its standard output.</returns>
    /// <param name="script">Ends at the first command that fails.</param>
    /// <param name="folder">Where it runs.</param>
    public static async Task<string> RunAsync(string script, string folder)
    {
        var recipe = new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", script])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in recipe.Environment.Keys.Except(["PATH", "HOME"]).ToList())
            recipe.Environment.Remove(name);
        using var bash = Process.Start(recipe)!;
        bash.StandardInput.Close();
        var (said, complained) = (bash.StandardOutput.ReadToEndAsync(), bash.StandardError.ReadToEndAsync());
        try
        {
            await bash.WaitForExitAsync().WaitAsync(Patience.Limit);
        }
        finally
        {
            if (!bash.HasExited)
                bash.Kill(entireProcessTree: true);
        }

        Assert.True(bash.ExitCode == 0, $"bash ended with exit code {bash.ExitCode}: {await complained}{await said}");
        return await said;
    }

    /// <summary>What <c>export -p</c> printed.</summary>
    public static IEnumerable<(string Name, string Value)> ReadExports(string said)
        => Export().Matches(said).Select(match => (match.Groups[1].Value, Regex.Unescape(match.Groups[2].Value)));

    [GeneratedRegex("^declare -x (\\w+)=\"(.*)\"$", RegexOptions.Multiline)]
    private static partial Regex Export();
}
