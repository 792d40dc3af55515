using System.Runtime.InteropServices;

namespace Haggle.Server.Commands;

internal sealed class ShowVersion : ICommand
{
    public string Name => "version";

    public string Usage => "";

    public string Summary => "shows which version this is";

    public async Task<int> RunAsync(Arguments arguments, Terminal terminal, Func<IConfiguration> settings, CancellationToken cancellation)
    {
        await terminal.Out.WriteLineAsync($"haggle {Version.Of} ({RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier})");
        return CommandLine.Done;
    }
}
