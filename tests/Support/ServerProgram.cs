using System.Diagnostics;

namespace Haggle.Testing;

/// <summary><c>haggle</c> with a command other than <c>serve</c>, as an operator types it.</summary>
public static class ServerProgram
{
    /// <returns>What it wrote to its standard output, trimmed.</returns>
    /// <exception cref="InvalidOperationException">It failed; with what it said.</exception>
    public static async Task<string> RunAsync(IReadOnlyDictionary<string, string> settings, params IEnumerable<string> arguments)
    {
        var recipe = new ProcessStartInfo(Checkout.DotnetHost, [Checkout.ServerAssembly, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in settings)
            recipe.Environment[name] = value;
        using var program = Process.Start(recipe)!;
        var said = program.StandardOutput.ReadToEndAsync();
        var complained = program.StandardError.ReadToEndAsync();
        await program.WaitForExitAsync();
        return program.ExitCode == 0 ? (await said).Trim() : throw new InvalidOperationException($"haggle ended with exit code {program.ExitCode}: {await complained}");
    }
}
