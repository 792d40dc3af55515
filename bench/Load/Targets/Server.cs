using System.Diagnostics;
using System.Net;
using System.Runtime.InteropServices;

namespace Haggle.Bench.Load.Targets;

/// <summary>The measured program while it runs: started, ready, stopped, its output in a file.</summary>
internal sealed partial class Server : IAsyncDisposable
{
    private const int Terminate = 15;
    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(60), StopsWithin = TimeSpan.FromSeconds(10);
    private readonly Process process;
    private readonly string output;

    private Server(Process process, int port, string output)
    {
        (this.process, this.output) = (process, output);
        Address = new(IPAddress.Loopback, port);
        Http = new() { BaseAddress = new($"http://{Address}"), Timeout = TimeSpan.FromSeconds(60) };
    }

    public int Pid => process.Id;
    public IPEndPoint Address { get; }
    public HttpClient Http { get; }

    public static async Task<Server> StartAsync(ITarget target, string? database, string folder, CancellationToken cancellation)
    {
        var port = FreePort.Find();
        var start = target.Start(port, database, folder);
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        var process = Process.Start(start)!;
        var output = Path.Combine(folder, "output.log");
        var log = TextWriter.Synchronized(new StreamWriter(output) { AutoFlush = true });
        process.OutputDataReceived += (_, line) => log.WriteLine(line.Data);
        process.ErrorDataReceived += (_, line) => log.WriteLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var server = new Server(process, port, output);
        try
        {
            await server.ReadyAsync(target, cancellation);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>The last lines that the server wrote, for a report of trouble.</summary>
    public string Tail() => string.Join('\n', File.ReadLines(output).TakeLast(20));

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!process.HasExited)
        {
            _ = kill(process.Id, Terminate);
            using var patience = new CancellationTokenSource(StopsWithin);
            await process.WaitForExitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }

    private async Task ReadyAsync(ITarget target, CancellationToken cancellation)
    {
        for (var patience = Stopwatch.StartNew(); patience.Elapsed < StartsWithin; await Task.Delay(50, cancellation))
        {
            if (process.HasExited)
                throw new IOException($"{target.Name} ended while it started:\n{Tail()}");
            try
            {
                using var answer = await Http.GetAsync(target.ReadyPath, cancellation);
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }
        }
        throw new TimeoutException($"{target.Name} was not ready within {StartsWithin.TotalSeconds} s:\n{Tail()}");
    }

    [LibraryImport("libc")]
    private static partial int kill(int pid, int signal);
}
