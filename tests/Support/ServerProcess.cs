using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Haggle.Testing;

/// <summary>The real server: <c>haggle serve</c> as a process of its own on a loopback port, to be used, stopped, killed and started again.</summary>
/// <remarks>
/// Its environment is ours alone: nothing of the developer's or the CI's settings reaches it. All rate limits are off. Its data is
/// in a temporary folder that outlives a stop or a kill and goes with <see cref="DisposeAsync"/>, unless HAGGLE_DATA names another.
/// What it writes is read for tokens, keys and the password of all accounts, whatever the test is about: none may be there.
/// </remarks>
public sealed partial class ServerProcess : IAsyncDisposable
{
    private const int LinesKept = 2_000;
    private static readonly string[] Inherited = ["PATH", "HOME", "TMPDIR", "LANG"];
    private static readonly HttpClient Asking = new();

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _environment;
    private Process? _process;
    private string? _indiscretion;
    private Task _reading = Task.CompletedTask;

    private ServerProcess(IReadOnlyDictionary<string, string>? environment)
    {
        var port = FreePort.Find();
        Address = new Uri($"http://127.0.0.1:{port}");
        _environment = new Dictionary<string, string>
        {
            ["PORT"] = $"{port}",
            ["LAIS_PORT"] = "off",
            ["GAMETRADE_PORT"] = "off",
            ["HAGGLE_BIND"] = "127.0.0.1",
            ["HAGGLE_DATA"] = _folder["data"],
            ["SECRET_KEY"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(48)),
            ["LOG_LEVEL"] = "Information",
            ["RATE_LIMIT_AUTH_PER_MIN"] = "0",
            ["RATE_LIMIT_MESSAGES_PER_SEC"] = "0",
            ["RATE_LIMIT_COMMANDS_PER_SEC"] = "0",
            ["RATE_LIMIT_CHATS_PER_MIN"] = "0",
            ["RATE_LIMIT_REQUESTS_PER_SEC"] = "0",
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            _environment[name] = value;
    }

    /// <summary>Without a path; the same after every start.</summary>
    public Uri Address { get; }

    /// <summary>The last lines of its standard output and standard error, over all starts.</summary>
    public Received<string> Output { get; } = new(LinesKept);

    public bool IsRunning => _process is { HasExited: false };

    /// <summary>Of the running server, to look at it from outside; another one after each start.</summary>
    public int ProcessId => Running().Id;

    /// <summary>Starts a server and waits until it says that it is ready.</summary>
    /// <param name="environment">Settings beside or instead of ours.</param>
    /// <exception cref="InvalidOperationException">It ended, or was not ready within a minute; with the last lines it wrote.</exception>
    public static async Task<ServerProcess> StartAsync(IReadOnlyDictionary<string, string>? environment = null, CancellationToken cancellation = default)
    {
        var server = new ServerProcess(environment);
        try
        {
            await server.StartAgainAsync(cancellation);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>After <see cref="Kill"/> or <see cref="StopAsync"/>: same port, same data, same settings.</summary>
    public async Task StartAgainAsync(CancellationToken cancellation = default)
    {
        if (IsRunning)
            throw new InvalidOperationException("The server is running.");
        _process?.Dispose();
        _process = Process.Start(Recipe())!;
        _reading = Task.WhenAll(ReadAsync(_process.StandardOutput), ReadAsync(_process.StandardError));
        await ReadyAsync(_process, cancellation);
    }

    /// <summary>SIGKILL, as a crash or the kernel's out-of-memory killer would; returns when the process is gone.</summary>
    public void Kill()
    {
        Running().Kill();
        Running().WaitForExit();
    }

    /// <summary>SIGTERM, as an operator would.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="InvalidOperationException">It did not end within a minute.</exception>
    public async Task<int> StopAsync(CancellationToken cancellation = default)
    {
        var process = Running();
        UnixSignal.Terminate(process);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience.Limit);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new InvalidOperationException($"The server did not end for {Patience.Limit.TotalSeconds:0} s after SIGTERM.{Output.Tail()}");
        }

        await _reading;
        return process.ExitCode;
    }

    /// <exception cref="InvalidOperationException">It has written what is a secret.</exception>
    public async ValueTask DisposeAsync()
    {
        if (IsRunning)
            Kill();
        await _reading;
        _process?.Dispose();
        Output.End("the server was disposed");
        _folder.Dispose();
        if (_indiscretion is not null)
            throw new InvalidOperationException($"The server wrote a secret: {_indiscretion}");
    }

    private Process Running() => _process ?? throw new InvalidOperationException("The server was never started.");

    private ProcessStartInfo Recipe()
    {
        if (!File.Exists(Checkout.ServerAssembly))
            throw new InvalidOperationException($"The server is not built: there is no {Checkout.ServerAssembly}.");
        var recipe = new ProcessStartInfo(Checkout.DotnetHost, [Checkout.ServerAssembly, "serve"])
        {
            WorkingDirectory = _folder.FullName, // so that it leans on nothing beside its program
            RedirectStandardInput = true, // a terminal of the developer's is none of its business
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var kept = Inherited.Select(name => (name, Value: Environment.GetEnvironmentVariable(name))).Where(variable => variable.Value is not null).ToList();
        recipe.Environment.Clear();
        foreach (var (name, value) in kept)
            recipe.Environment[name] = value;
        foreach (var (name, value) in _environment)
            recipe.Environment[name] = value;
        return recipe;
    }

    private async Task ReadAsync(StreamReader output)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            Output.Add(line);
            if (Secret().IsMatch(line))
                _indiscretion ??= line;
        }
    }

    private async Task ReadyAsync(Process process, CancellationToken cancellation)
    {
        var ready = new Uri(Address, "/api/v1/ready");
        var patience = Stopwatch.StartNew();
        while (!await IsReadyAsync(ready, cancellation))
        {
            if (process.HasExited)
            {
                await _reading;
                throw new InvalidOperationException($"The server ended with exit code {process.ExitCode} before it was ready.{Output.Tail()}");
            }

            if (patience.Elapsed > Patience.Limit)
                throw new InvalidOperationException($"The server was not ready for {Patience.Limit.TotalSeconds:0} s.{Output.Tail()}");
            await Task.Delay(Patience.BetweenLooks, cancellation);
        }
    }

    private static async Task<bool> IsReadyAsync(Uri ready, CancellationToken cancellation)
    {
        try
        {
            using var answer = await Asking.GetAsync(ready, cancellation);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException) // nobody listens yet
        {
            return false;
        }
    }

    /// <summary>The beginning of a JWT's claims, a backend's key, or <see cref="NativeApi.Password"/>.</summary>
    [GeneratedRegex(@"\.eyJ|\bhk_\w{8}|" + NativeApi.Password)]
    private static partial Regex Secret();
}
