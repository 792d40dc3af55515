using Haggle.Server.Settings;

namespace Haggle.Server.Commands;

internal sealed class Serve(Func<ServerSettings, CancellationToken, Task<int>> serve) : ICommand
{
    public string Name => "serve";

    public string Usage => "";

    public string Summary => "runs the server until it is told to stop; the default";

    public Task<int> RunAsync(Arguments arguments, Terminal terminal, Func<IConfiguration> settings, CancellationToken cancellation)
        => serve(ServerSettings.Read(settings()), cancellation);
}
