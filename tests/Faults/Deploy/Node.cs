using Haggle.Testing;

namespace Haggle.Faults.Deploy;

/// <summary>A server with the environment that <c>deploy/compose.yaml</c> gives it.</summary>
/// <param name="Server">The process.</param>
/// <param name="Ports">For each port in the file, the one that it has here.</param>
internal sealed record Node(ServerProcess Server, IReadOnlyDictionary<int, int> Ports)
{
    /// <param name="environment">As the file says it.</param>
    /// <param name="elsewhere">What has another address here, by the setting's name.</param>
    public static async Task<Node> StartAsync(IReadOnlyDictionary<string, string> environment, IReadOnlyDictionary<string, string> elsewhere)
    {
        var own = new[] { "LAIS_PORT", "GAMETRADE_PORT" }.ToDictionary(name => name, _ => $"{FreePort.Find()}");
        Dictionary<string, string> here = new(environment) { ["HAGGLE_BIND"] = "127.0.0.1", ["TRUSTED_PROXIES"] = "127.0.0.1" };
        foreach (var (name, value) in elsewhere.Concat(own))
        {
            Assert.True(here.ContainsKey(name), $"{name} is not in {ComposeFile.Path}.");
            here[name] = value;
        }
        here.Remove("PORT"); // the process has found a free one
        var server = await ServerProcess.StartAsync(here);
        var ports = own.ToDictionary(port => int.Parse(environment[port.Key], null), port => int.Parse(port.Value, null));
        ports[int.Parse(environment["PORT"], null)] = server.Address.Port;
        return new Node(server, ports);
    }
}
