using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.People;
using Haggle.Core.Presence;
using Haggle.Server.Hosting;
using Haggle.Server.Identity;
using Haggle.Server.Settings;
using Haggle.Storage;

namespace Haggle.Server.Commands;

/// <summary>The store with Core's verbs over it and nothing that serves: what a command works with, beside a running server or without one.</summary>
internal sealed class Store : IAsyncDisposable
{
    private readonly ServiceProvider services;

    private Store(ServiceProvider services) => this.services = services;

    /// <summary>Leaves the schema alone.</summary>
    public static Store Of(ServerSettings settings)
    {
        PrivateFolder.Make(settings.Data);
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(TimeProvider.System);
        services.AddStorage(settings.ToStorage());
        services.AddCoreVerbs();
        services.AddSingleton<IPasswords>(_ => new PasswordThreads(threads: 1));
        services.AddSingleton<IDelivery, NobodyHere>();
        services.AddSingleton<IKnownCallers, NobodyHere>();
        return new Store(services.BuildServiceProvider());
    }

    /// <summary>Brings the schema up to date first, as the server would.</summary>
    public static async Task<Store> OpenAsync(Func<IConfiguration> settings, CancellationToken cancellation)
    {
        var store = Of(ServerSettings.Read(settings()));
        await store.Get<IMigrations>().UpAsync(cancellation);
        return store;
    }

    public T Get<T>()
        where T : notnull
        => services.GetRequiredService<T>();

    public ValueTask DisposeAsync() => services.DisposeAsync();

    /// <summary>Nobody is connected to a command. A running server notices ended sessions by itself.</summary>
    private sealed class NobodyHere : IDelivery, IAnnouncer, IKnownCallers
    {
        public IAnnouncer Begin() => this;

        public void Announce(ChatEvent happened)
        {
        }

        public void Dispose()
        {
        }

        public void Tell(PersonId person, PersonalEvent happened)
        {
        }

        public void Whisper(FleetingEvent happened)
        {
        }

        public void Disconnect(PersonId person, SessionId? session, string reason)
        {
        }

        public void Reconsider(IReadOnlyList<ChatId> chats)
        {
        }

        public void Forget(PersonId person)
        {
        }
    }
}
