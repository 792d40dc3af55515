using System.Text.RegularExpressions;
using Haggle.Testing;

namespace Haggle.Faults.Deploy;

/// <summary>The load balancers' files in <c>deploy</c>, with addresses of this machine in the place of theirs; not a word besides is another.</summary>
/// <param name="folder">Where they are put, and what the load balancer writes.</param>
/// <param name="listens">For each port in the files, the one to listen on.</param>
/// <param name="leads">For each address in the files, such as <c>haggle-1:8000</c>, where it is.</param>
internal sealed partial class ProxyFiles(TemporaryFolder folder, Func<int, int> listens, Func<string, string> leads)
{
    /// <summary>Of nginx: what it reads and writes, as it would stand in its own files.</summary>
    /// <param name="parts">Names in <c>deploy/nginx</c>.</param>
    /// <returns>The main file.</returns>
    public string Nginx(params IEnumerable<string> parts)
    {
        foreach (var part in parts.Append("haggle-proxy.inc"))
            File.WriteAllText(folder[part], Elsewhere(Read($"nginx/{part}"))
                .Replace("/etc/nginx/", $"{folder.FullName}/", StringComparison.Ordinal).Replace("/var/log/nginx/", $"{folder.FullName}/", StringComparison.Ordinal));
        var temporary = string.Concat(new[] { "client_body", "proxy", "fastcgi", "uwsgi", "scgi" }.Select(what => $"{what}_temp_path {folder.FullName}/{what}; "));
        var included = string.Concat(parts.Select(part => $"include {folder[part]}; "));
        File.WriteAllText(folder["nginx.conf"], $$"""pid {{folder.FullName}}/nginx.pid; events { } http { {{temporary}}{{included}}}""");
        return folder["nginx.conf"];
    }

    public string Haproxy()
    {
        File.WriteAllText(folder["haproxy.cfg"], Elsewhere(Read("haproxy/haproxy.cfg")));
        return folder["haproxy.cfg"];
    }

    private string Elsewhere(string text)
    {
        text = Listen().Replace(text, port => $"{port.Groups["word"].Value} 127.0.0.1:{listens(int.Parse(port.Groups["port"].Value, null))}");
        return Node().Replace(text, node => leads(node.Value));
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine(Checkout.Root, "deploy", file));

    [GeneratedRegex(@"^(?<word> +(listen|bind)) :?(?<port>\d+)\b", RegexOptions.Multiline)]
    private static partial Regex Listen();

    [GeneratedRegex(@"\bhaggle-\d:\d+\b")]
    private static partial Regex Node();
}
