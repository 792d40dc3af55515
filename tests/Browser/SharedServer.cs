using Haggle.Testing;

namespace Haggle.Browser;

/// <summary>A server for all tests that do not need to kill one. Its people meet nobody of another test.</summary>
public sealed class SharedServer : IAsyncLifetime
{
    private ServerProcess? _process;

    public Uri Address => _process!.Address;

    public async ValueTask InitializeAsync() => _process = await ServerProcess.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
    }
}
