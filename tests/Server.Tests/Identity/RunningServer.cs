using System.Security.Cryptography;
using System.Text;
using Haggle.Testing;

namespace Haggle.Server.Tests.Identity;

/// <summary>One server on the embedded database for all tests of a class, with a secret that the tests know.</summary>
public sealed class RunningServer : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private readonly Dictionary<string, string> environment;

    public RunningServer()
    {
        var secret = Convert.ToBase64String(RandomNumberGenerator.GetBytes(48));
        Secret = Encoding.UTF8.GetBytes(secret);
        environment = new Dictionary<string, string> { ["SECRET_KEY"] = secret, ["HAGGLE_DATA"] = folder["data"], ["LOG_LEVEL"] = "Debug" };
    }

    public byte[] Secret { get; }

    public ServerProcess Process { get; private set; } = null!;

    public Uri Address => Process.Address;

    public NativeApi Api { get; private set; } = null!;

    private static CancellationToken Patience => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Process = await ServerProcess.StartAsync(environment, Patience);
        Api = new NativeApi(Address);
    }

    /// <summary>As an operator would, beside the server.</summary>
    public Task<HaggleCommand> CommandAsync(params string[] words) => HaggleCommand.RunAsync(words, environment, cancellation: Patience);

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await Process.DisposeAsync();
        folder.Dispose();
    }
}
