using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;
using Haggle.Core.Trade;

namespace Haggle.Storage.Tests.Promises;

/// <summary>Chats of one buyer and one seller, and the names that other systems gave to them and to messages.</summary>
public abstract class PairPromises(Market market)
{
    private static readonly CancellationToken None = CancellationToken.None;

    private IPairs Pairs => market.Get<IPairs>();

    [Fact]
    public async Task A_pair_is_found_by_its_name_with_both_sides()
    {
        var (buyer, seller, chat) = await OpenAsync("p-1");
        var pair = (await Pairs.FindAsync("p-1", None))!;
        Assert.Equal((chat.Id, "p-1", chat.CreatedAt, 0, buyer, seller), (pair.ChatId, pair.Name, pair.CreatedAt, pair.LastSeq, pair.Buyer.Person, pair.Seller.Person));
        Assert.Equal((Side.Buyer, Side.Seller, null), (pair.SideOf(buyer.Id), pair.SideOf(seller.Id), pair.SideOf(Person.System)));
        Assert.Null(await Pairs.FindAsync("p-none", None));
    }

    [Fact]
    public async Task Of_parallel_openings_one_makes_the_chat_and_its_name_stays()
    {
        var (buyer, seller) = (await market.PersonAsync("Buyer"), await market.PersonAsync("Seller"));
        var opened = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(() => market.Chats.OpenAsync(Wanted(buyer, seller, $"race-{number}"), None).AsTask())));
        var made = Assert.Single(opened, one => one.IsNew).Chat;
        Assert.All(opened, one => Assert.Equal(made.Id, one.Chat.Id));
        var name = Assert.Single(await Pairs.FindManyAsync([made.Id], () => "never", None)).Name;
        Assert.StartsWith("race-", name, StringComparison.Ordinal);
        Assert.NotNull(await Pairs.FindAsync(name, None));
    }

    [Fact]
    public async Task A_chat_without_a_name_gets_one_when_first_shown_and_keeps_it()
    {
        var (buyer, seller) = (await market.PersonAsync("Buyer"), await market.PersonAsync("Seller"));
        var chat = await market.ListingChatAsync(buyer, seller, "bike");
        var number = 0;
        var shown = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Pairs.FindManyAsync([chat.Id], () => $"late-{Interlocked.Increment(ref number)}", None).AsTask())));
        var name = Assert.Single(shown.Select(pairs => Assert.Single(pairs).Name).Distinct());
        Assert.Equal(chat.Id, (await Pairs.FindAsync(name, None))!.ChatId);
    }

    [Fact]
    public async Task Only_chats_with_one_of_each_side_are_pairs_and_none_that_was_deleted()
    {
        var (buyer, seller, chat) = await OpenAsync("p-gone");
        var direct = await market.DirectAsync(buyer, seller);
        Assert.Empty(await Pairs.FindManyAsync([direct.Id], () => "never", None));
        await market.ChangeAsync(chat, new ChatChange.Deleted());
        Assert.Null(await Pairs.FindAsync("p-gone", None));
    }

    [Fact]
    public async Task Everybodys_pairs_and_messages_come_newest_first_with_their_number()
    {
        var (buyer, seller, first) = await OpenAsync("all-1");
        var (other, _, second) = await OpenAsync("all-2");
        await market.SayAsync(first, buyer, "older");
        await market.SayAsync(second, other, "newer");
        var taken = await market.SayAsync(first, seller, "deleted");
        await market.ChangeAsync(taken, seller, new MessageChange.Deleted());
        var direct = await market.DirectAsync(buyer, seller);
        await market.SayAsync(direct, buyer, "between the two");
        var pairs = await Pairs.ListAsync(0, 2, None);
        Assert.Equal([second.Id, first.Id], pairs.Items.Select(pair => pair.ChatId));
        Assert.True(pairs.Total >= 2);
        var messages = await Pairs.MessagesAsync(0, 2, None);
        Assert.Equal(["newer", "older"], messages.Items.Select(message => message.Content));
        Assert.Equal("older", Assert.Single((await Pairs.MessagesAsync(1, 1, None)).Items).Content);
        Assert.True(messages.Total >= 2);
    }

    [Fact]
    public async Task A_message_is_found_by_its_name_and_nothing_by_a_client_id_that_is_none()
    {
        var (buyer, _, chat) = await OpenAsync("p-named");
        Assert.Null(await Pairs.FindMessageAsync("m-1", None));
        Market.Value(await market.SayAsync(chat, buyer, new Draft(chat.Id, "for myself") { ClientMessageId = "m-1" }));
        Assert.Null(await Pairs.FindMessageAsync("m-1", None));
        var message = Market.Value(await NameAsync(chat, buyer, "said", "m-2")).Message;
        Assert.True(message.IsNamed);
        Assert.Equal(new NamedMessage(message.Id, chat.Id, buyer.Id, "said"), await Pairs.FindMessageAsync("m-2", None));
        Assert.Equal([false, true], (await market.Messages.PageAsync(chat.Id, buyer.Id, new MessageRange(), None))!.Items.Select(one => one.IsNamed));
        Assert.True((await market.Messages.FindAsync(message.Id, buyer.Id, None))!.IsNamed);
    }

    [Fact]
    public async Task A_name_is_one_messages_whoever_speaks_and_wherever_and_a_repeat_is_that_message()
    {
        var (buyer, seller, chat) = await OpenAsync("p-names");
        var (stranger, _, other) = await OpenAsync("p-others");
        foreach (var isKnownToSpeak in new[] { false, true })
        {
            var name = $"name-{isKnownToSpeak}";
            var first = Market.Value(await NameAsync(chat, buyer, "said", name));
            foreach (var (place, person) in new[] { (chat, seller), (other, stranger) })
            {
                Assert.Equal((RefusalKind.Conflict, "name"), Refused(await NameAsync(place, person, "said", name)));
                Assert.True(Market.Value(await market.SayAsync(place, person, new Draft(place.Id, "not so called") { ClientMessageId = name })).IsNew);
                await market.SayAsync(place, person, "who has spoken is known to be free to");
            }

            var again = Market.Value(await NameAsync(chat, buyer, "said", name));
            Assert.Equal((first.Message.Id, true, false), (again.Message.Id, first.IsNew, again.IsNew));
        }

        Assert.Equal((RefusalKind.NotFound, "chat"), Refused(await NameAsync(chat, stranger, "who is not in the chat learns nothing of names", "name-False")));
    }

    [Fact]
    public async Task Of_one_name_in_several_chats_at_once_one_message_is_stored_and_the_others_hear_that_it_is_taken()
    {
        var places = new List<(Person Buyer, Chat Chat)>();
        for (var number = 0; number < 6; number++)
        {
            var (buyer, _, chat) = await OpenAsync($"p-race-{number}");
            places.Add((buyer, chat));
        }

        await using var other = market.AnotherNode();
        var logs = new[] { market.Log, (IMessageLog)other.GetService(typeof(IMessageLog))! };
        for (var round = 0; round < 4; round++)
        {
            var name = $"race-{round}";
            var answers = await Task.WhenAll(places.Select((place, number) => Task.Run(() => market.PostAsync(
                new Posting(place.Buyer.Id, new Draft(place.Chat.Id, "said") { ClientMessageId = name, IsNamed = true }, Market.Now), logs[number % 2]))));
            var stored = Assert.Single(answers, answer => answer.TryGet(out _, out _));
            Assert.Equal(Market.Value(stored).Message.Id, (await Pairs.FindMessageAsync(name, None))!.Id);
            Assert.All(answers.Where(answer => !answer.TryGet(out _, out _)), answer => Assert.Equal((RefusalKind.Conflict, "name"), Refused(answer)));
        }

        foreach (var (buyer, chat) in places)
        {
            var seqs = (await market.Messages.PageAsync(chat.Id, buyer.Id, new MessageRange(), None))!.Items.Select(message => message.Seq).ToList();
            Assert.Equal(Enumerable.Range(1, seqs.Count).Select(seq => (long)seq), seqs);
        }
    }

    [Fact]
    public async Task A_deleted_messages_name_stays_its_own()
    {
        var (buyer, _, chat) = await OpenAsync("p-deleted-name");
        var message = Market.Value(await NameAsync(chat, buyer, "said", "deleted")).Message;
        await market.ChangeAsync(message, buyer, new MessageChange.Deleted());
        Assert.Equal("", (await Pairs.FindMessageAsync("deleted", None))!.Content);
        Assert.False(Market.Value(await NameAsync(chat, buyer, "said", "deleted")).IsNew);
    }

    private Task<Result<Appended>> NameAsync(Chat chat, Person author, string text, string name)
        => market.SayAsync(chat, author, new Draft(chat.Id, text) { ClientMessageId = name, IsNamed = true });

    private static (RefusalKind, string) Refused(Result<Appended> answer)
        => answer.TryGet(out _, out var refusal) ? throw new InvalidOperationException("It was stored.") : (refusal.Kind, refusal.Subject);

    private async Task<(Person Buyer, Person Seller, Chat Chat)> OpenAsync(string name)
    {
        var (buyer, seller) = (await market.PersonAsync("Buyer"), await market.PersonAsync("Seller"));
        return (buyer, seller, (await market.Chats.OpenAsync(Wanted(buyer, seller, name), None)).Chat);
    }

    private static NewChat Wanted(Person buyer, Person seller, string name)
        => new(ChatKind.Listing, "Pair", [new(buyer.Id, MemberRole.Buyer), new(seller.Id, MemberRole.Seller)], buyer.Id, Market.Now)
        {
            UniqueKey = UniqueKeys.Pair(buyer.Id, seller.Id), Name = name,
        };
}
