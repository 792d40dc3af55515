using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Haggle.Browser.OtherSites;
using Haggle.Testing;

[assembly: AssemblyFixture(typeof(TrustingServer))]
[assembly: AssemblyFixture(typeof(DoubtingServer))]

namespace Haggle.Browser.OtherSites;

/// <summary>A server with all doors open, Lais and GameTrade on ports of their own.</summary>
public abstract class DoorServer(string identity) : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private ServerProcess? process;
    private HttpClient? backend;

    /// <summary>Of the common port, by the name under which pages know this machine.</summary>
    public Uri Common { get; private set; } = null!;

    public Uri Lais { get; private set; } = null!;

    public Uri GameTrade { get; private set; } = null!;

    /// <summary>Where the people of Boards sign in.</summary>
    internal Realms Realms { get; } = new();

    public async ValueTask InitializeAsync()
    {
        var settings = new Dictionary<string, string>
        {
            ["HAGGLE_DATA"] = folder["data"],
            ["SECRET_KEY"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(48)),
            ["HAGGLE_IDENTITY"] = identity,
            ["LAIS_PORT"] = "0",
            ["GAMETRADE_PORT"] = "0",
        };
        foreach (var (name, value) in Realms.Settings)
            settings[name] = value;
        process = await ServerProcess.StartAsync(settings);
        Common = ByName(process.Address);
        (Lais, GameTrade) = (await PortAsync("Lais"), await PortAsync("GameTrade"));
        backend = new HttpClient { BaseAddress = process.Address };
        backend.DefaultRequestHeaders.Add("X-Api-Key", await ServerProgram.RunAsync(settings, "key", "create", "--name", "shop"));
    }

    /// <returns>Our token for the marketplace's person of this id.</returns>
    public async Task<string> TokenAsync(string externalId)
    {
        (await backend!.PutAsJsonAsync($"/api/v1/people/{externalId}", new { display_name = "Иван" })).EnsureSuccessStatusCode();
        using var minted = await backend!.PostAsJsonAsync("/api/v1/tokens", new { external_id = externalId });
        minted.EnsureSuccessStatusCode();
        return (await minted.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        backend?.Dispose();
        if (process is not null)
            await process.DisposeAsync();
        folder.Dispose();
        Realms.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The same address for sockets.</summary>
    internal static string Sockets(Uri address) => $"ws://{address.Authority}";

    private async Task<Uri> PortAsync(string name)
    {
        var begin = $"{name} listens on ";
        var line = await process!.Output.FirstAsync(line => line.StartsWith(begin, StringComparison.Ordinal), $"where {name} is");
        return ByName(new Uri(line[begin.Length..]));
    }

    private static Uri ByName(Uri address) => new($"http://localhost:{address.Port}");
}

/// <summary>Where people's word is taken for who they are.</summary>
public sealed class TrustingServer() : DoorServer("trusted");

/// <summary>Where it is not.</summary>
public sealed class DoubtingServer() : DoorServer("verified");
