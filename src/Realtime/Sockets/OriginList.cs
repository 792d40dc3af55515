namespace Haggle.Realtime.Sockets;

/// <summary>The sites whose pages may call us: origins such as <c>https://shop.example</c>, <c>http://localhost:*</c> for any port, <c>*</c> for everybody.</summary>
public sealed class OriginList(IEnumerable<string> origins)
{
    private const string AnyPort = ":*";

    private readonly HashSet<string> exact = new(origins.Where(origin => !origin.EndsWith(AnyPort, StringComparison.Ordinal)), StringComparer.OrdinalIgnoreCase);
    private readonly string[] hosts = [.. origins.Where(origin => origin.EndsWith(AnyPort, StringComparison.Ordinal)).Select(origin => origin[..^AnyPort.Length])];

    public bool IsForEverybody => exact.Contains("*");

    public bool Contains(string origin)
        => IsForEverybody || exact.Contains(origin) || hosts.Any(host => IsHost(origin, host));

    private static bool IsHost(string origin, string host)
        => origin.StartsWith(host, StringComparison.OrdinalIgnoreCase)
            && (origin.Length == host.Length || (origin[host.Length] == ':' && origin.AsSpan(host.Length + 1) is { IsEmpty: false } port && !port.ContainsAnyExceptInRange('0', '9')));
}
