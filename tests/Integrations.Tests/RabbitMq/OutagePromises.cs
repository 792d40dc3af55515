using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.Outbox;
using Haggle.Core.People;

namespace Haggle.Integrations.Tests.RabbitMq;

/// <summary>The broker, the store or we ourselves are away for a while.</summary>
public abstract class OutagePromises(Shop shop)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Each_event_arrives_in_order_though_the_broker_is_killed_while_they_are_stored()
    {
        const int Events = 300;
        var exchange = $"exchange_{Guid.NewGuid():N}";
        var listener = await shop.ListenAsync(exchange);
        // A broker that is killed forgets what was declared in the last seconds, but not what it had when it was stopped in good order.
        var here = shop.Log.Count;
        await shop.Rabbit.RestartAsync();
        await shop.ReconnectAsync();
        await shop.Log.FirstAsync(line => line.EndsWith(" is there ", StringComparison.Ordinal), "the broker to be there", here);
        var chat = await ChatAsync();
        var bell = shop.Get<IOutboxBell>();
        var logged = shop.Log.Count;
        for (var number = 0; number < Events; number++)
        {
            await SayAsync(chat, new OutgoingEvent(exchange, $"{number}", $$"""{"number": {{number}}}"""));
            bell.Ring();
            if (number == Events / 3)
                await shop.Rabbit.KillAsync();
            if (number == 2 * Events / 3)
                await shop.Rabbit.RestartAsync();
        }
        await shop.ReconnectAsync();
        var arrived = new List<string>();
        while (arrived.Distinct().Count() < Events)
            arrived.Add((await shop.TakeAsync(listener)).RoutingKey);
        Assert.Equal(Enumerable.Range(0, Events).Select(number => $"{number}"), arrived.Distinct());
        await Shop.UntilAsync(async () => (await shop.Outbox.PeekAsync(1, None)).Count == 0, "an empty outbox");
        var lines = shop.Log.All.Skip(logged).ToList();
        Assert.Single(lines, line => line.Contains(" is away: ", StringComparison.Ordinal));
        Assert.Single(lines, line => line.EndsWith(" is there ", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("guest", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_waits_when_we_go_is_sent_when_we_come_back()
    {
        var exchange = $"exchange_{Guid.NewGuid():N}";
        var chat = await ChatAsync();
        await shop.Rabbit.KillAsync();
        foreach (var key in new[] { "first", "second", "third" })
            await SayAsync(chat, new OutgoingEvent(exchange, key, "{}"));
        await shop.CloseAsync();
        await shop.Rabbit.RestartAsync();
        await shop.ReconnectAsync();
        var listener = await shop.ListenAsync(exchange);
        await shop.OpenAsync();
        foreach (var key in new[] { "first", "second", "third" })
            Assert.Equal(key, (await shop.TakeAsync(listener)).RoutingKey);
    }

    [Fact]
    public async Task Events_are_heard_again_after_the_broker_was_restarted()
    {
        await shop.Rabbit.RestartAsync();
        await shop.ReconnectAsync();
        var id = Shop.NewId();
        await TellAsync(id);
        await shop.PersonAsync(id, _ => true, "the user");
    }

    [Fact]
    public async Task What_is_told_while_we_are_away_is_heard_when_we_come_back()
    {
        await shop.CloseAsync();
        var ids = Enumerable.Range(0, 50).Select(_ => Shop.NewId()).ToList();
        foreach (var id in ids)
            await TellAsync(id);
        await shop.QueuedAsync("chat_svc_user_events_user_created", ids.Count);
        await shop.OpenAsync();
        foreach (var id in ids)
            await shop.PersonAsync(id, _ => true, "the user");
        // One after the other over all queues: when this is handled, all before it are acknowledged, or they would be back.
        var last = Shop.NewId();
        await shop.PublishAsync("user_events", "user.deleted", $$"""{"event_type": "user_deleted", "user_id": {{last}} }""");
        await shop.PersonAsync(last, person => person.IsDisabled, "the last");
        await shop.CloseAsync();
        Assert.Equal(0u, await shop.WaitingInAsync("chat_svc_user_events_user_created"));
        await shop.OpenAsync();
    }

    [Fact]
    public async Task An_event_waits_while_the_store_is_away()
    {
        var (first, second) = (Shop.NewId(), Shop.NewId());
        shop.Hearsay.Outages = 5; // more than it would be tried for a failure of our own
        await TellAsync(first);
        await TellAsync(second);
        await shop.PersonAsync(second, _ => true, "the second");
        Assert.NotNull(await shop.PersonAsync(first));
        Assert.True(shop.Hearsay.IsThrough);
    }

    [Fact]
    public async Task An_event_that_was_with_us_when_we_went_comes_again()
    {
        var id = Shop.NewId();
        shop.Hearsay.Outages = int.MaxValue;
        var logged = shop.Log.Count;
        await TellAsync(id);
        await shop.Log.FirstAsync(line => line.Contains("the store is away", StringComparison.Ordinal), "the event to come", logged);
        await shop.CloseAsync();
        await shop.QueuedAsync("chat_svc_user_events_user_created", 1);
        await shop.OpenAsync();
        await shop.PersonAsync(id, _ => true, "the user");
    }

    [Fact]
    public async Task An_event_on_which_we_fail_ourselves_is_given_up_after_some_tries_and_its_content_is_not_logged()
    {
        var (bad, good) = (Shop.NewId(), Shop.NewId());
        var logged = shop.Log.Count;
        shop.Hearsay.Failure = () => new InvalidOperationException("SECRETWORD");
        shop.Hearsay.Outages = 4;
        await TellAsync(bad);
        await shop.Log.FirstAsync(line => line.Contains("is given up", StringComparison.Ordinal), "the end of the tries", logged);
        shop.Hearsay.Failure = () => new StorageUnavailableException();
        shop.Hearsay.Outages = 0;
        await TellAsync(good);
        await shop.PersonAsync(good, _ => true, "the next");
        Assert.Null(await shop.PersonAsync(bad));
        Assert.DoesNotContain(shop.Log.All, line => line.Contains("SECRETWORD", StringComparison.Ordinal));
    }

    private Task TellAsync(int id)
        => shop.PublishAsync("user_events", "user.created", $$"""{"event_type": "user_created", "user": {"id": {{id}}, "username": "anna"} }""");

    private async Task<Chat> ChatAsync()
    {
        var olga = (await shop.People.UpsertAsync(new PersonUpdate($"{Shop.NewId()}"), DateTimeOffset.UtcNow, None)).Person;
        return (await shop.Chats.OpenAsync(new NewChat(ChatKind.Group, "Deals", [new NewMember(olga.Id, MemberRole.Owner)], olga.Id, DateTimeOffset.UtcNow), None)).Chat;
    }

    private async Task SayAsync(Chat chat, OutgoingEvent told)
    {
        var line = new ChatChange.SystemSaid("…", new SystemFact([])) { Tells = told };
        Assert.Null((await shop.Chats.ChangeAsync(chat.Id, _ => Result<IReadOnlyList<ChatChange>>.Of([line]), DateTimeOffset.UtcNow, None)).Refusal);
    }
}
