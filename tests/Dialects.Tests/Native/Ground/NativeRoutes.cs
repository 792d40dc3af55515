using Haggle.Testing;

namespace Haggle.Dialects.Tests.Native;

/// <summary>What the tests of routes have in common: people, chats, and words for what they do with them.</summary>
public abstract class NativeRoutes(NativeServer server) : IAsyncLifetime
{
    private NativeApi? api;
    private Wire? wire;

    internal static HttpMethod Put => HttpMethod.Put;

    internal NativeServer Server => server;

    internal Wire Wire => wire!;

    public async ValueTask InitializeAsync()
    {
        await server.ReadyAsync();
        wire = new Wire(server);
        api = new NativeApi(server.Address);
    }

    public ValueTask DisposeAsync()
    {
        wire?.Dispose();
        api?.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    internal Task<NativePerson> OlgaAsync() => api!.RegisterAsync("Olga");

    internal Task<NativePerson> IvanAsync() => api!.RegisterAsync("Ivan");

    internal Task<NativePerson> AnnaAsync() => api!.RegisterAsync("Anna");

    internal async Task<(NativePerson Olga, NativePerson Ivan, long Chat)> DirectAsync()
    {
        var (olga, ivan) = (await OlgaAsync(), await IvanAsync());
        return (olga, ivan, await api!.OpenDirectAsync(olga, ivan));
    }

    /// <summary>Olga's group with Ivan.</summary>
    internal async Task<(NativePerson Olga, NativePerson Ivan, long Chat)> GroupAsync()
    {
        var (olga, ivan) = (await OlgaAsync(), await IvanAsync());
        return (olga, ivan, await api!.CreateGroupAsync(olga, "Cyclists", [ivan]));
    }

    /// <returns>The message's id.</returns>
    internal async Task<long> SayAsync(NativePerson author, long chat, string content = "Is it still for sale?") => (await api!.SendAsync(author, chat, content)).Id;
}
