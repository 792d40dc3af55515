using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;
using Haggle.Core.Presence;
using Haggle.Server.Hosting;
using Haggle.Server.Identity;
using Haggle.Server.Limits;
using Haggle.Server.Settings;
using Haggle.Storage;
using Haggle.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Haggle.Server.Tests.Identity;

/// <summary>Everything about people, over a real database in a temporary folder, with a clock of the test's and nobody connected.</summary>
internal sealed class Town : IAsyncDisposable
{
    public const string Password = "correct horse battery";

    private readonly TemporaryFolder folder = new();
    private readonly ServiceProvider services;

    private Town(Dictionary<string, string?> settings)
    {
        settings.TryAdd("HAGGLE_DATA", folder.FullName);
        settings.TryAdd("RATE_LIMIT_AUTH_PER_MIN", "0");
        var read = ServerSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        var collection = new ServiceCollection();
        collection.AddLogging();
        collection.AddSingleton<TimeProvider>(Clock);
        collection.AddStorage(read.ToStorage());
        collection.AddCoreVerbs();
        collection.AddSingleton(new MessageLimits());
        collection.AddSingleton(new ChatLimits());
        collection.AddIdentity(read);
        collection.AddLimits(read);
        collection.AddSingleton<IPasswords>(_ => new PasswordThreads(threads: 1, rounds: 1_000));
        collection.AddSingleton<IDelivery>(Heard);
        collection.AddSingleton<IPresence>(Here);
        services = collection.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = false });
    }

    public HandClock Clock { get; } = new();

    public Ears Heard { get; } = new();

    public Benches Here { get; } = new();

    public SessionWatch Watch => services.GetServices<IHostedService>().OfType<SessionWatch>().Single();

    private static CancellationToken Patience => TestContext.Current.CancellationToken;

    public static async Task<Town> BuildAsync(params (string Name, string Value)[] settings)
    {
        var town = new Town(settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value));
        await town.Get<IMigrations>().UpAsync(Patience);
        return town;
    }

    public T Get<T>()
        where T : notnull
        => services.GetRequiredService<T>();

    public async Task<SignedIn> RegisterAsync(string name)
        => (await Get<Register>().RunAsync(new Registration($"{name}@example.com", Password, name), Nowhere, Patience)).Value();

    public async Task<SignedIn> SignInAsync(string name, string password = Password)
        => (await Get<SignIn>().RunAsync($"{name}@example.com", password, Nowhere, Patience)).Value();

    public async Task<Caller> CallerAsync(SignedIn signedIn) => (await Get<ICallers>().IdentifyAsync(signedIn.Tokens.Access, Patience)).Value();

    public async Task<bool> IsKnownAsync(string token) => (await Get<ICallers>().IdentifyAsync(token, Patience)).TryGet(out _, out _);

    public async Task<Result<SignedIn>> RefreshAsync(string token) => await Get<RefreshSession>().RunAsync(token, Patience);

    public async Task<ChatId> OpenDirectAsync(PersonId one, PersonId other)
        => (await Get<IChats>().OpenAsync(
            new NewChat(ChatKind.Direct, "a & b", [new NewMember(one, MemberRole.Member), new NewMember(other, MemberRole.Member)], one, Clock.Now)
            {
                UniqueKey = UniqueKeys.Direct(one, other),
            },
            Patience)).Chat.Id;

    public static Device Nowhere { get; } = new(null, null, null);

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        folder.Dispose();
    }

    /// <summary>Hears what people are told, and who is cut off.</summary>
    internal sealed class Ears : IDelivery, IAnnouncer
    {
        public List<(PersonId Person, PersonalEvent Event)> Told { get; } = [];

        public List<(PersonId Person, SessionId? Session, string Reason)> CutOff { get; } = [];

        public List<ChatId> Reconsidered { get; } = [];

        public IAnnouncer Begin() => this;

        public void Announce(ChatEvent happened)
        {
        }

        public void Dispose()
        {
        }

        public void Tell(PersonId person, PersonalEvent happened) => Told.Add((person, happened));

        public void Whisper(FleetingEvent happened)
        {
        }

        public void Disconnect(PersonId person, SessionId? session, string reason) => CutOff.Add((person, session, reason));

        public void Reconsider(IReadOnlyList<ChatId> chats) => Reconsidered.AddRange(chats);
    }

    /// <summary>Who is here.</summary>
    internal sealed class Benches : IPresence
    {
        public HashSet<PersonId> People { get; } = [];

        public PresenceStatus Of(PersonId person) => People.Contains(person) ? PresenceStatus.Online : PresenceStatus.Offline;

        public List<(PersonId Person, PersonId? From)> Hidden { get; } = [];

        public DateTimeOffset? LastSeen(PersonId person) => null;

        public void Hide(PersonId person, PersonId? from) => Hidden.Add((person, from));
    }
}

internal static class Outcomes
{
    public static T Value<T>(this Result<T> result) => result.TryGet(out var value, out var refusal) ? value : throw new InvalidOperationException($"Refused: {refusal}");

    public static void IsRefused<T>(this Result<T> result, RefusalKind kind, string subject)
    {
        Assert.NotNull(result.Refusal);
        Assert.Equal((kind, subject), (result.Refusal.Kind, result.Refusal.Subject));
    }
}
