using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.Idempotency;
using Haggle.Core.Keys;
using Haggle.Core.Listings;
using Haggle.Core.Messages;
using Haggle.Core.Moderation;
using Haggle.Core.People;
using Haggle.Core.Receipts;
using Microsoft.Extensions.DependencyInjection;

namespace Haggle.Storage.Tests;

/// <summary>A marketplace of one test class's own: an empty database, and people who talk.</summary>
public abstract class Market : IAsyncLifetime
{
    protected static readonly CancellationToken None = CancellationToken.None;

    private ServiceProvider? services;
    private int strangers;

    public IPeople People => Get<IPeople>();

    public IAccounts Accounts => Get<IAccounts>();

    public ISessions Sessions => Get<ISessions>();

    public IChats Chats => Get<IChats>();

    public IAssignments Assignments => Get<IAssignments>();

    public IMessages Messages => Get<IMessages>();

    public IMessageLog Log => Get<IMessageLog>();

    public IReceipts Receipts => Get<IReceipts>();

    public IListings Listings => Get<IListings>();

    public IBlocks Blocks => Get<IBlocks>();

    public IServerKeys Keys => Get<IServerKeys>();

    public IAnswers Answers => Get<IAnswers>();

    public IMigrations Migrations => Get<IMigrations>();

    public IStorageHealth Health => Get<IStorageHealth>();

    public static DateTimeOffset Now => TimeProvider.System.Now();

    public T Get<T>()
        where T : notnull
        => services!.GetRequiredService<T>();

    public async ValueTask InitializeAsync()
    {
        services = Provide(await CreateAsync());
        await Migrations.UpAsync(None);
    }

    public async ValueTask DisposeAsync()
    {
        if (services is not null)
            await services.DisposeAsync();
        await DropAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Another program on the same database: a second node, or the command line.</summary>
    public ServiceProvider AnotherNode() => Provide(Options);

    /// <summary>A new local account whose e-mail nobody else has.</summary>
    public async Task<Person> PersonAsync(string name)
    {
        var number = Interlocked.Increment(ref strangers);
        var added = await Accounts.AddAsync(new NewAccount($"{number}@example.com", "hash", name), Now, None);
        return added.TryGet(out var person, out var refusal) ? person : throw new InvalidOperationException(refusal.ToString());
    }

    public async Task<Chat> DirectAsync(Person one, Person other)
        => (await OpenDirectAsync(one, other)).Chat;

    public async Task<Opened> OpenDirectAsync(Person one, Person other)
        => await Chats.OpenAsync(
            new NewChat(
                ChatKind.Direct, $"{one.DisplayName} & {other.DisplayName}",
                [new NewMember(one.Id, MemberRole.Member), new NewMember(other.Id, MemberRole.Member)], one.Id, Now)
            {
                UniqueKey = UniqueKeys.Direct(one.Id, other.Id),
            },
            None);

    /// <summary>The first is the owner.</summary>
    public async Task<Chat> GroupAsync(params Person[] people)
        => (await Chats.OpenAsync(
            new NewChat(
                ChatKind.Group, "Neighbours", [.. people.Select((person, place) => new NewMember(person.Id, place == 0 ? MemberRole.Owner : MemberRole.Member))],
                people[0].Id, Now),
            None)).Chat;

    public async Task<Chat> ListingChatAsync(Person buyer, Person seller, string listing)
        => (await Chats.OpenAsync(
            new NewChat(
                ChatKind.Listing, "Bicycle", [new NewMember(buyer.Id, MemberRole.Buyer), new NewMember(seller.Id, MemberRole.Seller)], buyer.Id, Now)
            {
                ListingId = listing,
                UniqueKey = UniqueKeys.Listing(listing, buyer.Id, seller.Id),
            },
            None)).Chat;

    /// <summary>Hands it to the log, and goes on elsewhere than on the log's own thread.</summary>
    public async Task<Result<Appended>> PostAsync(Posting posting, IMessageLog? log = null)
    {
        var answer = await (log ?? Log).AppendAsync(posting, None);
        await Task.Yield();
        return answer;
    }

    public Task<Result<Appended>> SayAsync(Chat chat, Person? author, Draft draft)
        => PostAsync(new Posting(author?.Id, draft with { ChatId = chat.Id }, Now));

    /// <summary>Says it, or fails the test.</summary>
    public async Task<Message> SayAsync(Chat chat, Person? author, string text)
        => Value(await SayAsync(chat, author, new Draft(chat.Id, text))).Message;

    /// <summary>Says so many things, one after the other.</summary>
    public async Task SayManyAsync(Chat chat, Person author, int count)
    {
        for (var said = 0; said < count; said++)
            await SayAsync(chat, author, $"number {said}");
    }

    public async Task<Moved> ReadAsync(Chat chat, Person reader, long upTo)
        => Value(await Receipts.MoveAsync(chat.Id, reader.Id, upTo, null, Now, None));

    public async Task<ChatView> LookAsync(Chat chat, Person viewer)
        => await Chats.FindAsync(chat.Id, viewer.Id, Now, None) ?? throw new InvalidOperationException("There is no such chat.");

    public async Task<ChatChanged> ChangeAsync(Chat chat, params ChatChange[] changes)
        => Value(await Chats.ChangeAsync(chat.Id, _ => Result<IReadOnlyList<ChatChange>>.Of(changes), Now, None));

    public async Task<MessageChanged> ChangeAsync(Message message, Person actor, MessageChange change)
        => Value(await Messages.ChangeAsync(message.Id, actor.Id, _ => change, Now, None));

    public async Task<IReadOnlyList<Message>> HistoryAsync(Chat chat, Person viewer)
        => (await Messages.PageAsync(chat.Id, viewer.Id, new MessageRange(1000), None))!.Items;

    public static T Value<T>(Result<T> result)
        => result.TryGet(out var value, out var refusal) ? value : throw new InvalidOperationException($"Refused: {refusal}");

    protected StorageOptions Options { get; private set; } = new();

    /// <summary>Makes the empty database.</summary>
    protected abstract Task<StorageOptions> CreateDatabaseAsync();

    protected abstract Task DropAsync();

    private async Task<StorageOptions> CreateAsync() => Options = await CreateDatabaseAsync();

    private static ServiceProvider Provide(StorageOptions options)
        => new ServiceCollection().AddLogging().AddStorage(options).BuildServiceProvider();
}
