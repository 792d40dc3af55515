using BenchmarkDotNet.Attributes;
using Haggle.Bench.Load.Targets;
using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;
using Haggle.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Haggle.Bench.Micro;

/// <summary>So many messages of as many chats, handed to the log at once, until the last one is durable: one batch, or a few.</summary>
/// <remarks>PostgreSQL only where <c>HAGGLE_TEST_POSTGRES_URL</c> says where; <c>bench/run micro</c> does.</remarks>
public class WriterBenchmarks : IAsyncDisposable // BenchmarkDotNet derives from it
{
    private const string Sqlite = "SQLite", PostgreSql = "PostgreSQL";
    private static readonly string? Address = Environment.GetEnvironmentVariable("HAGGLE_TEST_POSTGRES_URL");
    private readonly Task[] storing = new Task[Largest];
    private string folder = "";
    private Postgres? postgres;
    private Postgres.FreshDatabase? database;
    private ServiceProvider services = null!;
    private IMessageLog log = null!;
    private (ChatId Chat, PersonId Author)[] lanes = [];

    private const int Largest = 256;

    public static IEnumerable<string> Engines => Address is null ? [Sqlite] : [Sqlite, PostgreSql];

    [ParamsSource(nameof(Engines))]
    public string Engine { get; set; } = Sqlite;

    [Params(1, 16, Largest)]
    public int Messages { get; set; }

    // In this process BenchmarkDotNet waits for benchmarks, but not for their setup.
    [GlobalSetup]
    public void Open() => OpenAsync().GetAwaiter().GetResult();

    [GlobalCleanup]
    public void Close() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        if (database is not null)
            await database.DisposeAsync();
        if (postgres is not null)
            await postgres.DisposeAsync();
        Directory.Delete(folder, true);
        GC.SuppressFinalize(this);
    }

    [Benchmark]
    public Task AppendUntilAllAreDurable()
    {
        for (var i = 0; i < Messages; i++)
            storing[i] = AppendAsync(lanes[i].Chat, lanes[i].Author);
        return Task.WhenAll(storing.AsSpan(0, Messages));
    }

    private async Task OpenAsync()
    {
        folder = Directory.CreateTempSubdirectory("haggle-bench-").FullName;
        if (Engine == PostgreSql)
        {
            postgres = new(new Uri(Address!));
            database = await postgres.CreateAsync(CancellationToken.None);
        }
        services = new ServiceCollection().AddLogging()
            .AddStorage(new StorageOptions { DatabaseUrl = database?.Address, SqlitePath = Path.Combine(folder, "haggle.db") })
            .BuildServiceProvider();
        await services.GetRequiredService<IMigrations>().UpAsync(CancellationToken.None);
        log = services.GetRequiredService<IMessageLog>();
        lanes = new (ChatId, PersonId)[Messages];
        for (var i = 0; i < lanes.Length; i++)
            lanes[i] = await OpenChatAsync();
    }

    private async Task AppendAsync(ChatId chat, PersonId author)
    {
        var draft = new Draft(chat, Samples.Text) { ClientMessageId = Guid.NewGuid().ToString() };
        var appended = await log.AppendAsync(new(author, draft, DateTimeOffset.UtcNow), CancellationToken.None);
        if (!appended.TryGet(out _, out var refusal))
            throw new InvalidOperationException($"A message was refused: {refusal}");
    }

    private async Task<(ChatId, PersonId)> OpenChatAsync()
    {
        var people = services.GetRequiredService<IPeople>();
        var one = await people.AddGuestAsync("Olga", Guid.NewGuid().ToString(), DateTimeOffset.UtcNow, CancellationToken.None);
        var other = await people.AddGuestAsync("Ivan", Guid.NewGuid().ToString(), DateTimeOffset.UtcNow, CancellationToken.None);
        var chat = new NewChat(ChatKind.Direct, "Olga & Ivan", [new(one.Id, MemberRole.Member), new(other.Id, MemberRole.Member)], one.Id, DateTimeOffset.UtcNow);
        return ((await services.GetRequiredService<IChats>().OpenAsync(chat, CancellationToken.None)).Chat.Id, one.Id);
    }
}
