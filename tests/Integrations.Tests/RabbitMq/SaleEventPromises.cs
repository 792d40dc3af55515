using System.Globalization;
using System.Text.Json;
using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;

namespace Haggle.Integrations.Tests.RabbitMq;

/// <summary>What the payment service tells of sales, and what others hear of them. Source: contracts/gametrade-events.md.</summary>
public abstract class SaleEventPromises(Shop shop)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_sale_to_complete_gets_a_chat_a_line_and_an_event()
    {
        var (sale, transaction, buyer, seller) = (Shop.NewId(), Shop.NewId(), Shop.NewId(), Shop.NewId());
        var listener = await shop.ListenAsync("chat_messages");
        await TellAsync($$"""
            {"event_type": "open_completion_chat", "sale_id": {{sale}}, "buyer_id": {{buyer}}, "seller_id": {{seller}}, "transaction_id": {{transaction}},
             "timestamp": "2025-06-01T11:00:00.123456", "listing_id": 7, "escrow_status": "ready_for_release"}
            """);
        var message = await shop.TakeAsync(listener);
        Assert.Equal(($"chat.completion_{sale}", "chat_messages", true), (message.RoutingKey, message.Exchange, message.BasicProperties.Persistent));
        var chat = await ChatAsync(transaction);
        Assert.Equal((ChatKind.Completion, ChatStatus.Active, "7"), (chat.Chat.Kind, chat.Chat.Status, chat.Chat.ListingId));
        Assert.Equal(
            [(MemberRole.Buyer, $"{buyer}"), (MemberRole.Seller, $"{seller}")],
            (await shop.Chats.MembersAsync(chat.Chat.Id, new PageRequest(), None)).Items.Select(one => (one.Member.Role, one.Person.ExternalId)));
        var line = Assert.Single(await LinesAsync(chat));
        Assert.Equal((MessageType.System, default(PersonId?)), (line.Type, line.AuthorId));
        using var payload = JsonDocument.Parse(line.Payload!);
        Assert.Equal((sale, transaction), (payload.RootElement.GetProperty("sale_id").GetInt32(), payload.RootElement.GetProperty("transaction_id").GetInt32()));
        Assert.Contains("подтверждение доставки", line.Content, StringComparison.Ordinal);
        var expected = JsonSerializer.SerializeToElement(new
        {
            type = "system", chat_id = $"completion_{sale}", content = line.Content, timestamp = "2025-06-01T11:00:00.123456",
            message_metadata = new { sale_id = sale, transaction_id = transaction },
        });
        Assert.True(JsonElement.DeepEquals(expected, JsonElement.Parse(message.Body.Span)));
        Assert.Single(shop.Hall.Announced.OfType<MessageSent>(), sent => sent.Message.Id == line.Id);
        Assert.Single(shop.Hall.Announced.OfType<ChatOpened>(), opened => opened.ChatId == chat.Chat.Id);
    }

    [Fact]
    public async Task A_redelivered_sale_says_nothing_again()
    {
        var (sale, transaction, listener) = (Shop.NewId(), Shop.NewId(), await shop.ListenAsync("chat_messages"));
        for (var time = 0; time < 4; time++)
            await TellAsync(Sale(sale, transaction));
        var marker = await MarkAsync();
        Assert.Single(await LinesAsync(await ChatAsync(transaction)));
        Assert.Equal($"chat.completion_{sale}", (await shop.TakeAsync(listener)).RoutingKey);
        Assert.Equal($"chat.completion_{marker}", (await shop.TakeAsync(listener)).RoutingKey);
        Assert.True(await shop.IsEmptyAsync(listener));
    }

    [Fact]
    public async Task Two_sales_of_one_transaction_share_a_chat()
    {
        var (first, second, transaction) = (Shop.NewId(), Shop.NewId(), Shop.NewId());
        await TellAsync(Sale(first, transaction));
        await TellAsync(Sale(second, transaction));
        await MarkAsync();
        Assert.Equal(2, (await LinesAsync(await ChatAsync(transaction))).Count);
    }

    [Fact]
    public async Task A_chat_that_the_two_have_made_for_the_transaction_is_taken()
    {
        var (sale, transaction, buyer, seller) = (Shop.NewId(), Shop.NewId(), Shop.NewId(), Shop.NewId());
        var (olga, ivan, boris) = (await KnownAsync(buyer), await KnownAsync(seller), await KnownAsync(Shop.NewId()));
        var strangers = await MadeAsync(ChatKind.Completion, transaction, boris, olga);
        var other = await MadeAsync(ChatKind.Listing, transaction, olga, ivan);
        var own = await MadeAsync(ChatKind.Completion, transaction, olga, ivan);
        var later = await MadeAsync(ChatKind.Completion, transaction, olga, ivan);
        await TellAsync(Sale(sale, transaction, buyer, seller));
        await TellAsync(Sale(sale, transaction, buyer, seller));
        await MarkAsync();
        Assert.Single(await LinesAsync(await LookAsync(own)));
        foreach (var untouched in new[] { strangers, other, later })
            Assert.Equal(0, (await LookAsync(untouched)).Chat.LastSeq);
        Assert.Null(await shop.Chats.FindByKeyAsync(UniqueKeys.Completion(transaction), None));
    }

    [Fact]
    public async Task A_chat_that_strangers_have_made_for_the_transaction_is_not_taken()
    {
        var (transaction, buyer, seller) = (Shop.NewId(), Shop.NewId(), Shop.NewId());
        var strangers = await MadeAsync(ChatKind.Completion, transaction, await KnownAsync(Shop.NewId()), await KnownAsync(buyer));
        await TellAsync(Sale(Shop.NewId(), transaction, buyer, seller));
        await MarkAsync();
        Assert.Equal(0, (await LookAsync(strangers)).Chat.LastSeq);
        var chat = await ChatAsync(transaction);
        Assert.Equal((transaction, 1), (chat.Chat.TransactionId, (await LinesAsync(chat)).Count));
    }

    [Fact]
    public async Task Without_a_listing_and_a_timestamp_it_is_still_a_sale()
    {
        var (sale, transaction, listener) = (Shop.NewId(), Shop.NewId(), await shop.ListenAsync("chat_messages"));
        await TellAsync(Sale(sale, transaction));
        var body = JsonElement.Parse((await shop.TakeAsync(listener)).Body.Span);
        Assert.True(DateTime.TryParseExact(
            body.GetProperty("timestamp").GetString(), "yyyy-MM-dd'T'HH:mm:ss.ffffff", CultureInfo.InvariantCulture, DateTimeStyles.None, out _));
        Assert.Null((await ChatAsync(transaction)).Chat.ListingId);
    }

    [Fact]
    public async Task Who_is_locked_out_is_still_part_of_the_deal_and_a_sale_to_oneself_has_one_member()
    {
        var (buyer, transaction) = (Shop.NewId(), Shop.NewId());
        await shop.PublishAsync("user_events", "user.deleted", $$"""{"event_type": "user_deleted", "user_id": {{buyer}}}""");
        await shop.PersonAsync(buyer, person => person.IsDisabled, "the lock");
        await TellAsync(Sale(Shop.NewId(), transaction, buyer, buyer));
        await MarkAsync();
        Assert.Single((await shop.Chats.MembersAsync((await ChatAsync(transaction)).Chat.Id, new PageRequest(), None)).Items);
    }

    public static TheoryData<string> BadBodies() =>
    [
        "", "nonsense SECRETWORD", "[]", "null", "{}", """{"event_type": "open_completion_chat"}""",
        """{"event_type": "chat_opened", "sale_id": 1999, "buyer_id": 1998, "seller_id": 1997, "transaction_id": 1996}""",
        """{"sale_id": 1999, "buyer_id": 1998, "seller_id": 1997, "transaction_id": 1996}""",
        """{"event_type": "open_completion_chat", "sale_id": 0, "buyer_id": 1998, "seller_id": 1997, "transaction_id": 1996}""",
        """{"event_type": "open_completion_chat", "sale_id": 1999, "buyer_id": 0, "seller_id": 1997, "transaction_id": 1996}""",
        """{"event_type": "open_completion_chat", "sale_id": 1999, "buyer_id": 1998, "seller_id": 0, "transaction_id": 1996}""",
        """{"event_type": "open_completion_chat", "sale_id": 1999, "buyer_id": 1998, "seller_id": 1997, "transaction_id": 0}""",
        """{"event_type": "open_completion_chat", "sale_id": 1999, "buyer_id": 1998, "seller_id": 1997}""",
        """{"event_type": "open_completion_chat", "sale_id": "1999", "buyer_id": 1998, "seller_id": 1997, "transaction_id": 1996}""",
        """{"event_type": "open_completion_chat", "sale_id": 1999, "buyer_id": null, "seller_id": 1997, "transaction_id": 1996}""",
        """{"event_type": "open_completion_chat", "sale_id": 1999.5, "buyer_id": 1998, "seller_id": 1997, "transaction_id": 1996}""",
        """{"event_type": "open_completion_chat", "sale_id": 19990000000, "buyer_id": 1998, "seller_id": 1997, "transaction_id": 1996}""",
    ];

    [Theory]
    [MemberData(nameof(BadBodies))]
    public async Task A_bad_event_is_logged_without_its_content_and_makes_nothing(string body)
    {
        var before = shop.Log.Count;
        await TellAsync(body);
        await MarkAsync();
        await shop.Log.FirstAsync(line => line.Contains("notification_chat_required is passed over", StringComparison.Ordinal), "the warning", before);
        Assert.DoesNotContain(shop.Log.All, line => line.Contains("SECRETWORD", StringComparison.Ordinal));
        Assert.Null(await shop.Chats.FindByKeyAsync(UniqueKeys.Completion(1996), None));
        Assert.Null(await shop.PersonAsync(1998));
    }

    [Fact]
    public async Task The_number_of_a_local_account_gets_nobody_into_a_strangers_deal()
    {
        var added = await shop.Get<IAccounts>().AddAsync(new NewAccount($"{Guid.NewGuid():N}@example.com", "hash", "Olga"), DateTimeOffset.UtcNow, None);
        Assert.True(added.TryGet(out var olga, out _));
        var transaction = Shop.NewId();
        await TellAsync(Sale(Shop.NewId(), transaction, (int)olga.Id.Value, Shop.NewId()));
        await MarkAsync();
        Assert.Null(await shop.Chats.FindByKeyAsync(UniqueKeys.Completion(transaction), None));
    }

    /// <summary>Comes through the same queue as what was told before, so that has been handled when this is.</summary>
    private async Task<int> MarkAsync()
    {
        var (sale, transaction) = (Shop.NewId(), Shop.NewId());
        await TellAsync(Sale(sale, transaction));
        await Shop.UntilAsync(async () => shop.Hall.Announced.OfType<MessageSent>().Any(sent => sent.Message.ClientMessageId == $"sale:{sale}"), "the marker");
        return sale;
    }

    private Task TellAsync(string body) => shop.PublishAsync("notification_events", "notification.chat.required", body);

    private static string Sale(int sale, int transaction) => Sale(sale, transaction, Shop.NewId(), Shop.NewId());

    private static string Sale(int sale, int transaction, int buyer, int seller)
        => $$"""{"event_type": "open_completion_chat", "sale_id": {{sale}}, "buyer_id": {{buyer}}, "seller_id": {{seller}}, "transaction_id": {{transaction}}}""";

    private async Task<ChatView> ChatAsync(int transaction)
    {
        var chat = Assert.NotNull(await shop.Chats.FindByKeyAsync(UniqueKeys.Completion(transaction), None));
        return Assert.IsType<ChatView>(await shop.Chats.FindAsync(chat, Person.System, DateTimeOffset.UtcNow, None));
    }

    private async Task<Person> KnownAsync(int id) => (await shop.People.UpsertAsync(new PersonUpdate($"{id}"), DateTimeOffset.UtcNow, None)).Person;

    private async Task<ChatId> MadeAsync(ChatKind kind, int transaction, Person one, Person other)
        => (await shop.Chats.OpenAsync(
            new NewChat(kind, "Made", [new NewMember(one.Id, MemberRole.Owner), new NewMember(other.Id, MemberRole.Member)], one.Id, DateTimeOffset.UtcNow) { TransactionId = transaction },
            None)).Chat.Id;

    private async Task<ChatView> LookAsync(ChatId chat) => (await shop.Chats.FindAsync(chat, Person.System, DateTimeOffset.UtcNow, None))!;

    private async Task<IReadOnlyList<Message>> LinesAsync(ChatView chat)
    {
        var member = (await shop.Chats.MembersAsync(chat.Chat.Id, new PageRequest(), None)).Items[0].Person.Id;
        return (await shop.Get<IMessages>().PageAsync(chat.Chat.Id, member, new MessageRange(), None))!.Items;
    }
}
