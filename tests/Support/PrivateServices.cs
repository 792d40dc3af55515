using System.Diagnostics;

namespace Haggle.Testing;

/// <summary>One instance of <c>eng/services.sh</c>, which knows how to start, kill and clear up the servers that ours depends on.</summary>
/// <param name="directory">Made by the script, at a place that the servers' own users can reach.</param>
internal sealed class PrivateServices(string directory)
{
    /// <returns>What the script wrote to its standard output.</returns>
    /// <exception cref="InvalidOperationException">The script failed; with what it said.</exception>
    public async Task<string> RunAsync(CancellationToken cancellation, params IEnumerable<string> arguments)
    {
        var recipe = new ProcessStartInfo(Path.Combine(Checkout.Root, "eng", "services.sh"), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["HAGGLE_SERVICES_DIR"] = directory },
        };
        using var script = Process.Start(recipe)!;
        var said = script.StandardOutput.ReadToEndAsync(cancellation);
        var complained = script.StandardError.ReadToEndAsync(cancellation);
        await script.WaitForExitAsync(cancellation);
        return script.ExitCode == 0
            ? await said
            : throw new InvalidOperationException($"services.sh {string.Join(' ', arguments)} ended with exit code {script.ExitCode}: {await complained}");
    }

    /// <returns>One of the variables that <c>services.sh env</c> prints.</returns>
    public async Task<string> VariableAsync(string name, CancellationToken cancellation)
    {
        var lines = (await RunAsync(cancellation, "env", "--plain")).Split('\n');
        return lines.Single(line => line.StartsWith(name + "=", StringComparison.Ordinal))[(name.Length + 1)..];
    }
}
