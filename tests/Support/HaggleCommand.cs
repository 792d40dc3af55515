using System.Diagnostics;

namespace Haggle.Testing;

/// <summary>The real program as an operator calls it: <c>haggle user create …</c>, a process that runs to its end.</summary>
/// <param name="ExitCode">0 when it was done.</param>
/// <param name="Output">All of its standard output.</param>
/// <param name="Errors">All of its standard error.</param>
public sealed record HaggleCommand(int ExitCode, string Output, string Errors)
{
    /// <param name="words">What comes after <c>haggle</c>.</param>
    /// <param name="environment">Its settings, and nothing else but PATH and HOME.</param>
    /// <param name="input">What it reads from standard input.</param>
    /// <param name="folder">Where it is called; null for an empty folder.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public static async Task<HaggleCommand> RunAsync(
        IEnumerable<string> words, IReadOnlyDictionary<string, string> environment, string input = "", string? folder = null, CancellationToken cancellation = default)
    {
        using var empty = new TemporaryFolder();
        var recipe = new ProcessStartInfo(Checkout.DotnetHost, [Checkout.ServerAssembly, .. words])
        {
            WorkingDirectory = folder ?? empty.FullName, // so that it leans on nothing beside its program
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in recipe.Environment.Keys.Except(["PATH", "HOME"]).ToList())
            recipe.Environment.Remove(name);
        foreach (var (name, value) in environment)
            recipe.Environment[name] = value;
        using var process = Process.Start(recipe)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(cancellation), process.StandardError.ReadToEndAsync(cancellation));
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        try
        {
            await process.WaitForExitAsync(cancellation).WaitAsync(Patience.Limit, cancellation);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
        return new HaggleCommand(process.ExitCode, await output, await errors);
    }
}
