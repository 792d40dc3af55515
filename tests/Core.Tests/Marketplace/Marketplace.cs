using Haggle.Core.Chats;
using Haggle.Core.Listings;
using Haggle.Core.Messages;
using Haggle.Core.Moderation;
using Haggle.Core.People;
using static Haggle.Core.Tests.Somebody;

namespace Haggle.Core.Tests;

/// <summary>Core's verbs over stores that are lists in memory, and everything they told the world.</summary>
internal sealed class Marketplace
{
    public static readonly CancellationToken Never = CancellationToken.None;

    public Marketplace()
    {
        People = new PeopleInMemory(Olga, Ivan, Anna, Boris, Moderator);
        Chats = new ChatsInMemory(People, Listings);
        Messages = new MessagesInMemory(Chats);
        Opening = new Opening(Chats, Rates, World, Clock);
        Send = new SendMessage(Messages, World, new MessageLimits(), Rates, Clock);
    }

    public World World { get; } = new();

    public RatesInMemory Rates { get; } = new();

    public PeopleInMemory People { get; }

    public BlocksInMemory Blocks { get; } = new();

    public ListingsInMemory Listings { get; } = new();

    public ChatsInMemory Chats { get; }

    public MessagesInMemory Messages { get; }

    public TimeProvider Clock { get; } = new StoppedClock();

    public Opening Opening { get; }

    public SendMessage Send { get; }

    public OpenDirectChat OpenDirect => new(People, Blocks, Opening, Clock);

    public async Task<ChatId> DirectAsync(Person one, Person other) => (await OpenDirect.RunAsync(one, other.Id, Never)).Value().View.Chat.Id;

    public async Task<ChatId> GroupAsync(Person owner, params Person[] others)
        => (await new OpenGroup(People, Blocks, Opening, new ChatLimits(), Clock).RunAsync(owner, "Cyclists", null, [.. others.Select(other => other.Id)], Never)).Value().View.Chat.Id;

    public async Task<Message> SayAsync(Person sender, ChatId chat, string content) => (await Send.RunAsync(sender, new Draft(chat, content), Never)).Value().Message;

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => LongAgo;
    }
}
