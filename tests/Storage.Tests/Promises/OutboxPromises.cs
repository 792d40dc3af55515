using Haggle.Core.Chats;
using Haggle.Core.Outbox;

namespace Haggle.Storage.Tests.Promises;

/// <summary>Each test looks only at events that it has stored itself: the others share the database.</summary>
public abstract class OutboxPromises(Market market)
{
    private static readonly CancellationToken None = CancellationToken.None;

    private static readonly TimeSpan Long = TimeSpan.FromMinutes(10);

    private readonly string exchange = $"exchange_{Guid.NewGuid():N}";

    private IOutbox Outbox => market.Get<IOutbox>();

    [Fact]
    public async Task An_event_waits_with_the_line_that_it_tells_of_until_it_is_forgotten()
    {
        var chat = await ChatAsync();
        var told = new OutgoingEvent(exchange, "chat.completion_45", """{"content": "Покупатель"}""");
        var changed = await market.ChangeAsync(chat, Line("1") with { Tells = told });
        Assert.IsType<MessageSent>(Assert.Single(changed.Events));
        var waiting = Assert.Single(await WaitingAsync());
        Assert.Equal(told, waiting.Event);
        Assert.Equal(waiting, Assert.Single(await WaitingAsync()));
        await Outbox.ForgetAsync([waiting], None);
        Assert.Empty(await WaitingAsync());
        await Outbox.ForgetAsync([waiting], None);
        await Outbox.ForgetAsync([], None);
    }

    [Fact]
    public async Task A_change_that_is_rolled_back_leaves_no_event()
    {
        var chat = await ChatAsync();
        var unwritable = new ChatChange.SystemSaid("…", new SystemFact([("half", 0.5)]));
        await Assert.ThrowsAsync<NotSupportedException>(() => market.ChangeAsync(chat, Line("1") with { Tells = Event("lost") }, unwritable));
        Assert.Empty(await WaitingAsync());
        Assert.Equal(0, (await market.LookAsync(chat, await AnybodyAsync(chat))).Chat.LastSeq);
    }

    [Fact]
    public async Task A_line_with_a_key_is_said_once_and_its_event_stored_once()
    {
        var chat = await ChatAsync();
        var line = Line("sale:45") with { Key = "sale:45", Tells = Event("once") };
        await market.ChangeAsync(chat, line);
        var again = await market.ChangeAsync(chat, line);
        Assert.Empty(again.Events);
        Assert.Equal(1, again.Chat.LastSeq);
        Assert.Single(await WaitingAsync());
        Assert.Equal(2, (await market.ChangeAsync(chat, line with { Key = "sale:46" })).Chat.LastSeq);
    }

    [Fact]
    public async Task Of_parallel_repeats_one_is_said()
    {
        var chat = await ChatAsync();
        var line = Line("sale:7") with { Key = "sale:7", Tells = Event("once") };
        var changes = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => market.ChangeAsync(chat, line))));
        Assert.Single(changes, changed => changed.Events.Count == 1);
        Assert.Single(await WaitingAsync());
    }

    [Fact]
    public async Task Events_of_a_chat_wait_in_the_order_of_its_changes_and_none_is_missing()
    {
        var chat = await ChatAsync();
        await Task.WhenAll(Enumerable.Range(0, 40).Select(number => Task.Run(() =>
            market.ChangeAsync(chat, Line($"{number}") with { Tells = Event($"{number}") }))));
        var said = (await market.HistoryAsync(chat, await AnybodyAsync(chat))).Select(message => message.Content);
        Assert.Equal(said, (await WaitingAsync()).Select(one => one.Event.RoutingKey));
    }

    [Fact]
    public async Task A_peek_gives_the_oldest_up_to_the_limit()
    {
        var chat = await ChatAsync();
        await market.ChangeAsync(chat, [.. Enumerable.Range(0, 5).Select(number => Line($"{number}") with { Tells = Event($"{number}") })]);
        var all = await Outbox.PeekAsync(1_000, None);
        Assert.Equal(all.Take(3), await Outbox.PeekAsync(3, None));
        Assert.Equal(all.OrderBy(one => one.Id), all);
    }

    [Fact]
    public async Task One_at_a_time_has_the_turn_to_send()
    {
        var first = await Outbox.TakeTurnAsync(Long, None);
        Assert.NotNull(first);
        Assert.Null(await Outbox.TakeTurnAsync(Long, None));
        await first.DisposeAsync();
        var second = await Outbox.TakeTurnAsync(Long, None);
        Assert.NotNull(second);
        await first.DisposeAsync();
        Assert.Null(await Outbox.TakeTurnAsync(Long, None));
        await second.DisposeAsync();
    }

    [Fact]
    public async Task A_turn_that_takes_too_long_is_somebody_elses_and_ends_without_harm()
    {
        var hangs = await Outbox.TakeTurnAsync(TimeSpan.FromMilliseconds(50), None);
        Assert.NotNull(hangs);
        IAsyncDisposable? next = null;
        while (next is null)
            next = await Outbox.TakeTurnAsync(Long, None);
        await hangs.DisposeAsync();
        Assert.Null(await Outbox.TakeTurnAsync(Long, None));
        await next.DisposeAsync();
    }

    [Fact]
    public async Task Whoever_has_the_turn_sees_what_was_stored_and_forgotten_before_it()
    {
        var (chat, seen) = (await ChatAsync(), new List<string>());
        await Task.WhenAll(Enumerable.Range(0, 2).Select(worker => Task.Run(async () =>
        {
            for (var left = 40; left > 0;)
            {
                await using var turn = await Outbox.TakeTurnAsync(Long, None);
                if (turn is null)
                    continue;
                await market.ChangeAsync(chat, Line("…") with { Tells = Event($"{worker}:{left--}") });
                var waiting = await WaitingAsync();
                seen.AddRange(waiting.Select(one => one.Event.RoutingKey));
                await Outbox.ForgetAsync(waiting, None);
            }
        })));
        Assert.Equal(80, seen.Count);
        Assert.Equal(80, seen.Distinct().Count());
    }

    [Fact]
    public async Task How_many_events_wait_and_since_when_is_told_and_nothing_of_nothing()
    {
        var before = Market.Now;
        var chat = await ChatAsync();
        await market.ChangeAsync(chat, Line("1") with { Tells = Event("1") }, Line("2") with { Tells = Event("2") });
        var waiting = await Outbox.PeekAsync(1_000, None);
        var state = await Outbox.LookAsync(None);
        Assert.Equal(waiting.Count, state.Waiting);
        Assert.InRange(state.Oldest!.Value, before.AddHours(-1), Market.Now);
        await Outbox.ForgetAsync(waiting, None);
        Assert.Equal(new OutboxState(0, null), await Outbox.LookAsync(None));
    }

    [Fact]
    public async Task News_of_a_person_is_old_only_if_there_has_been_younger_news()
    {
        var (hearsay, who, now) = (market.Get<Haggle.Core.People.IHearsay>(), $"{Guid.NewGuid():N}", Market.Now);
        Assert.True(await hearsay.NoteAsync(who, now, None));
        Assert.True(await hearsay.NoteAsync(who, now, None));
        Assert.False(await hearsay.NoteAsync(who, now.AddMicroseconds(-1), None));
        Assert.True(await hearsay.NoteAsync(who, now.AddMicroseconds(1), None));
        Assert.True(await hearsay.NoteAsync($"{who}'", now.AddYears(-1), None));
    }

    private static ChatChange.SystemSaid Line(string text) => new(text, new SystemFact([]));

    private OutgoingEvent Event(string key) => new(exchange, key, "{}");

    private async Task<Chat> ChatAsync() => await market.GroupAsync(await market.PersonAsync("Olga"), await market.PersonAsync("Ivan"));

    private async Task<Haggle.Core.People.Person> AnybodyAsync(Chat chat)
        => (await market.Chats.MembersAsync(chat.Id, new Haggle.Core.PageRequest(), None)).Items[0].Person;

    private async Task<IReadOnlyList<WaitingEvent>> WaitingAsync() => [.. (await Outbox.PeekAsync(1_000, None)).Where(one => one.Event.Exchange == exchange)];
}
