using System.Diagnostics;
using Haggle.Testing;

namespace Haggle.Faults.Deploy;

/// <summary>Programs that <c>./test</c> installs: a load balancer, or what looks at a file.</summary>
internal static class Tool
{
    public const string Nginx = "/usr/sbin/nginx", Haproxy = "/usr/sbin/haproxy", SystemdAnalyze = "/usr/bin/systemd-analyze";

    /// <summary>A program that goes on until it is stopped.</summary>
    public static Process Start(string program, string folder, params IEnumerable<string> arguments)
    {
        if (!File.Exists(program))
            throw new InvalidOperationException($"This test needs {program}. Run ./test, which installs it; or: eng/services.sh deps {Path.GetFileName(program).Split('-')[0]}");
        return Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }

    /// <summary>Runs a program that ends by itself, and expects that it is content.</summary>
    public static async Task ContentAsync(string program, string folder, params IEnumerable<string> arguments)
    {
        using var process = Start(program, folder, arguments);
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(Patience.Limit);
        Assert.True(process.ExitCode == 0, $"{program} ended with exit code {process.ExitCode}: {await complained}{await said}");
        Assert.DoesNotMatch("(?i)warn|alert|unknown|ignoring", await complained);
    }
}
