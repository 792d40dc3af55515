using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Haggle.Testing;

namespace Haggle.Faults.Deploy;

/// <summary>What reads our files in <c>deploy</c> is content with them.</summary>
public sealed class ProxyFileTests : IDisposable
{
    private const string Node = "127.0.0.1:9"; // names need not be known where this is looked at

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public Task Nginx_takes_its_file()
        => Tool.ContentAsync(Tool.Nginx, _folder.FullName, "-t", "-q", "-e", _folder["start.log"], "-c", Files().Nginx("haggle.conf"));

    [Fact]
    public Task Nginx_takes_its_file_together_with_the_one_for_TLS()
    {
        Certify(Directory.CreateDirectory(_folder["tls"]).FullName);
        return Tool.ContentAsync(Tool.Nginx, _folder.FullName, "-t", "-q", "-e", _folder["start.log"], "-c", Files().Nginx("haggle.conf", "haggle-tls.conf"));
    }

    [Fact]
    public Task HAProxy_takes_its_file() => Tool.ContentAsync(Tool.Haproxy, _folder.FullName, "-c", "-f", Files().Haproxy());

    [Fact]
    public Task Systemd_takes_the_unit()
    {
        // The one thing that is not on every machine that tests.
        var unit = File.ReadAllText(Path.Combine(Checkout.Root, "deploy", "haggle.service"));
        Assert.Contains("ExecStart=/usr/bin/dotnet ", unit, StringComparison.Ordinal);
        File.WriteAllText(_folder["haggle.service"], unit.Replace("ExecStart=/usr/bin/dotnet ", "ExecStart=/bin/true ", StringComparison.Ordinal));
        return Tool.ContentAsync(Tool.SystemdAnalyze, _folder.FullName, "verify", _folder["haggle.service"]);
    }

    private ProxyFiles Files() => new(_folder, _ => FreePort.Find(), _ => Node);

    private static void Certify(string folder)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=chat.example.com", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(Path.Combine(folder, "haggle.crt"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, "haggle.key"), key.ExportPkcs8PrivateKeyPem());
    }
}
