using System.Diagnostics;
using System.Net;
using Haggle.Testing;

namespace Haggle.Faults.Deploy;

/// <summary>A load balancer with our files, in front of nodes.</summary>
internal sealed class Proxy : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<int, int> _ports = new() { [80] = FreePort.Find(), [4000] = FreePort.Find(), [8003] = FreePort.Find() };
    private readonly Process _process;
    private readonly Task<string>[] _said;

    private Proxy(string name, IReadOnlyList<Node> nodes)
    {
        var files = new ProxyFiles(_folder, port => _ports[port], address => Lead(address, nodes));
        _process = name == "nginx"
            ? Tool.Start(Tool.Nginx, _folder.FullName, "-e", _folder["start.log"], "-g", "daemon off;", "-c", files.Nginx("haggle.conf"))
            : Tool.Start(Tool.Haproxy, _folder.FullName, "-db", "-f", files.Haproxy());
        _said = [_process.StandardOutput.ReadToEndAsync(), _process.StandardError.ReadToEndAsync()];
    }

    /// <summary>Where everything is.</summary>
    public Uri Address => At(80);

    /// <summary>Lais's own address.</summary>
    public Uri Lais => At(4000);

    /// <summary>GameTrade's own address.</summary>
    public Uri GameTrade => At(8003);

    /// <param name="name"><c>nginx</c> or <c>haproxy</c>.</param>
    /// <param name="nodes"><c>haggle-1</c>, <c>haggle-2</c>, ….</param>
    public static async Task<Proxy> StartAsync(string name, IReadOnlyList<Node> nodes)
    {
        var proxy = new Proxy(name, nodes);
        using var http = new HttpClient();
        await Recovery.AwaitAsync(async () =>
        {
            if (proxy._process.HasExited)
                Assert.Fail($"{name} ended before it listened: {await proxy.StopAsync()}");
            try
            {
                return (await http.GetAsync(new Uri(proxy.Address, "/api/v1/health"))).StatusCode == HttpStatusCode.OK;
            }
            catch (HttpRequestException) // nobody listens yet
            {
                return false;
            }
        });
        return proxy;
    }

    /// <summary>Ends it.</summary>
    /// <returns>All that it logged.</returns>
    public async Task<string> StopAsync()
    {
        if (!_process.HasExited)
            UnixSignal.Terminate(_process);
        await _process.WaitForExitAsync().WaitAsync(Patience.Limit);
        var logs = Directory.GetFiles(_folder.FullName, "*.log").Select(file => File.ReadAllText(file));
        return string.Concat(logs.Concat(await Task.WhenAll(_said)));
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _process.Dispose();
        _folder.Dispose();
    }

    private Uri At(int port) => new($"http://127.0.0.1:{_ports[port]}");

    private static string Lead(string address, IReadOnlyList<Node> nodes)
    {
        var parts = address.Split('-', ':');
        return $"127.0.0.1:{nodes[int.Parse(parts[1], null) - 1].Ports[int.Parse(parts[2], null)]}";
    }
}
