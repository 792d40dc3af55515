using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;

namespace Haggle.Storage.Tests.Promises;

public abstract class AppendPromises(Market market)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_message_comes_back_as_it_will_be_read()
    {
        var (olga, ivan, chat) = await TwoAsync();
        var first = await market.SayAsync(chat, olga, "Ещё продаёте? 🚲");
        var draft = new Draft(chat.Id, "  да\n")
        {
            Type = MessageType.Voice, Payload = """{"a": [1, 2]}""", ClientMessageId = "c1", ReplyTo = first.Id,
            ForwardedFrom = new Forwarding(new ChatId(5), new PersonId(6), Market.Now), Mentions = [olga.Id, ivan.Id],
        };
        var posting = new Posting(ivan.Id, draft, Market.Now);
        var appended = Market.Value(await market.PostAsync(posting));
        Assert.True(appended.IsNew);
        var message = appended.Message;
        Assert.Equal((2, 3, ivan.Id, "  да\n"), (message.Seq, message.Revision, message.AuthorId!.Value, message.Content));
        Assert.Equal(new Quote(first.Id, 1, olga.Id, MessageType.Text, "Ещё продаёте? 🚲"), message.ReplyTo);
        Assert.True(message.Id.Value > first.Id.Value);
        Same.As(message, (await market.HistoryAsync(chat, olga))[1]);
        var view = await market.LookAsync(chat, olga);
        Assert.Equal((2, 3, posting.SentAt), (view.Chat.LastSeq, view.Chat.Revision, view.Chat.ActiveAt));
    }

    [Fact]
    public async Task Times_grow_with_seq_whatever_the_clocks_of_the_authors_say()
    {
        var (olga, ivan, chat) = await TwoAsync();
        var ahead = Market.Now + TimeSpan.FromMinutes(1);
        // The first of each is judged, the later ones are not; then many at once, and one that answers; and a line of the server.
        for (var i = 0; i < 3; i++)
        {
            await PostAsync(olga, ahead);
            await PostAsync(ivan, Market.Now);
        }
        await Task.WhenAll(Enumerable.Range(0, 40).Select(number => PostAsync(number % 2 == 0 ? olga : ivan, ahead - TimeSpan.FromSeconds(number))));
        await PostAsync(ivan, Market.Now, (await market.HistoryAsync(chat, olga))[0].Id);
        await market.ChangeAsync(chat, new ChatChange.SystemSaid("a line", new SystemFact([])));
        await PostAsync(olga, Market.Now);
        var history = await market.HistoryAsync(chat, olga);
        Assert.Equal(49, history.Count);
        Assert.All(history.Zip(history.Skip(1)), two => Assert.True(two.First.SentAt < two.Second.SentAt, $"{two.First.Seq}: {two.First.SentAt:O}, {two.Second.SentAt:O}"));
        Assert.Equal(history[^1].SentAt, (await market.LookAsync(chat, olga)).Chat.ActiveAt);

        async Task PostAsync(Person author, DateTimeOffset at, MessageId? replyTo = null)
        {
            var message = Market.Value(await market.PostAsync(new Posting(author.Id, new Draft(chat.Id, "x") { ReplyTo = replyTo }, at))).Message;
            Assert.Equal(message.SentAt, (await market.Messages.FindAsync(message.Id, olga.Id, None))!.SentAt);
        }
    }

    [Fact]
    public async Task A_forwarding_may_hide_where_it_came_from()
    {
        var (olga, _, chat) = await TwoAsync();
        var forwarding = new Forwarding(null, null, Market.Now);
        var message = Market.Value(await market.SayAsync(chat, olga, new Draft(chat.Id, "fwd") { ForwardedFrom = forwarding })).Message;
        Assert.Equal(forwarding, message.ForwardedFrom);
        Assert.Equal(forwarding, (await market.HistoryAsync(chat, olga))[0].ForwardedFrom);
    }

    [Fact]
    public async Task A_quote_shows_the_first_two_hundred_code_points()
    {
        var (olga, ivan, chat) = await TwoAsync();
        var first = await market.SayAsync(chat, olga, string.Concat(Enumerable.Repeat("🚲", 300)));
        var reply = Market.Value(await market.SayAsync(chat, ivan, new Draft(chat.Id, "nice") { ReplyTo = first.Id })).Message;
        Assert.Equal(string.Concat(Enumerable.Repeat("🚲", 200)), reply.ReplyTo!.Content);
    }

    [Fact]
    public async Task A_retry_with_the_same_client_id_is_the_first_message()
    {
        var (olga, ivan, chat) = await TwoAsync();
        var draft = new Draft(chat.Id, "Is it still for sale?") { ClientMessageId = "k1" };
        var first = Market.Value(await market.SayAsync(chat, olga, draft));
        await market.SayAsync(chat, ivan, "Yes");
        var retry = Market.Value(await market.SayAsync(chat, olga, draft with { Content = "other words" }));
        Assert.Equal((true, false), (first.IsNew, retry.IsNew));
        Same.As(first.Message, retry.Message);
        Assert.Equal(2, (await market.LookAsync(chat, olga)).Chat.LastSeq);
    }

    [Fact]
    public async Task A_retry_finds_the_message_as_it_is_now()
    {
        var (olga, ivan, chat) = await TwoAsync();
        var draft = new Draft(chat.Id, "frist") { ClientMessageId = "k1" };
        var first = Market.Value(await market.SayAsync(chat, olga, draft)).Message;
        await market.ChangeAsync(first, olga, new MessageChange.Edited("first"));
        var reacted = (await market.ChangeAsync(first, ivan, new MessageChange.Reacted("👍"))).Message;
        Same.As(reacted, Market.Value(await market.SayAsync(chat, olga, draft)).Message);
    }

    [Fact]
    public async Task The_same_client_id_of_another_author_or_in_another_chat_is_another_message()
    {
        var (olga, ivan, chat) = await TwoAsync();
        var group = await market.GroupAsync(olga, ivan);
        var draft = new Draft(chat.Id, "mine") { ClientMessageId = "k1" };
        var all = new[]
        {
            Market.Value(await market.SayAsync(chat, olga, draft)), Market.Value(await market.SayAsync(chat, ivan, draft)),
            Market.Value(await market.SayAsync(group, olga, draft)), Market.Value(await market.SayAsync(chat, null, draft)),
        };
        Assert.All(all, appended => Assert.True(appended.IsNew));
        Assert.Equal(4, all.Select(appended => appended.Message.Id).Distinct().Count());
    }

    [Fact]
    public async Task What_the_server_says_is_stored_once_too()
    {
        var (_, _, chat) = await TwoAsync();
        var draft = new Draft(chat.Id, "Paid") { Type = MessageType.Deal, ClientMessageId = "deal:9" };
        var first = Market.Value(await market.SayAsync(chat, null, draft));
        var retry = Market.Value(await market.SayAsync(chat, null, draft));
        Assert.Null(first.Message.AuthorId);
        Assert.Equal((true, false, first.Message.Id), (first.IsNew, retry.IsNew, retry.Message.Id));
    }

    [Fact]
    public async Task Of_concurrent_tries_with_one_client_id_exactly_one_is_stored()
    {
        var (olga, _, chat) = await TwoAsync();
        for (var round = 0; round < 10; round++)
        {
            var draft = new Draft(chat.Id, "once") { ClientMessageId = $"round{round}" };
            var tries = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () => Market.Value(await market.SayAsync(chat, olga, draft)))));
            Assert.Single(tries, appended => appended.IsNew);
            Assert.Single(tries.Select(appended => appended.Message.Id).Distinct());
        }

        Assert.Equal(10, (await market.LookAsync(chat, olga)).Chat.LastSeq);
    }

    [Fact]
    public async Task A_repeat_right_behind_its_first_does_not_let_later_ones_overtake()
    {
        var (olga, _, chat) = await TwoAsync();
        // Handed over together, so that they may meet in one batch.
        var pending = new[] { "a", "b", "a", "c", "b", "d" }
            .Select(id => market.SayAsync(chat, olga, new Draft(chat.Id, id) { ClientMessageId = id })).ToList();
        var appended = (await Task.WhenAll(pending)).Select(Market.Value).ToList();
        Assert.Equal([1, 2, 1, 3, 2, 4], appended.Select(one => one.Message.Seq));
        Assert.Equal([true, true, false, true, false, true], appended.Select(one => one.IsNew));
    }

    [Fact]
    public async Task Seqs_and_revisions_are_dense_under_sixteen_senders_in_several_chats()
    {
        var people = await Task.WhenAll(Enumerable.Range(0, 16).Select(number => market.PersonAsync($"Sender{number}")));
        var chats = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => market.GroupAsync(people)));
        const int each = 12;
        await Task.WhenAll(people.Select((person, number) => Task.Run(async () =>
        {
            for (var said = 0; said < each; said++)
                await market.SayAsync(chats[(number + said) % chats.Length], person, $"{number}.{said}");
        })));
        foreach (var chat in chats)
        {
            var history = await market.HistoryAsync(chat, people[0]);
            Assert.Equal(16 * each / chats.Length, history.Count);
            Assert.Equal(Enumerable.Range(1, history.Count).Select(seq => (long)seq), history.Select(message => message.Seq));
            Assert.Equal(Enumerable.Range(2, history.Count).Select(revision => (long)revision), history.Select(message => message.Revision));
            Assert.Equal(history.Select(message => message.Id.Value).Order(), history.Select(message => message.Id.Value));
            foreach (var person in people) // one author's messages stay in the order in which they were said
            {
                var said = history.Where(message => message.AuthorId == person.Id).Select(message => int.Parse(message.Content.Split('.')[1], null)).ToList();
                Assert.Equal(said.Order(), said);
            }
        }
    }

    [Fact]
    public async Task An_unknown_chat_and_a_chat_of_others_are_both_not_found()
    {
        var (_, _, chat) = await TwoAsync();
        var stranger = await market.PersonAsync("Stranger");
        Assert.Equal(Refusal.NotFound("chat"), (await market.SayAsync(chat, stranger, new Draft(chat.Id, "hi"))).Refusal);
        var nowhere = chat with { Id = new ChatId(1L << 50) };
        Assert.Equal(Refusal.NotFound("chat"), (await market.SayAsync(nowhere, stranger, new Draft(chat.Id, "hi"))).Refusal);
        Assert.Equal(Refusal.NotFound("chat"), (await market.SayAsync(nowhere, null, new Draft(chat.Id, "hi"))).Refusal);
    }

    [Fact]
    public async Task Who_has_left_cannot_post_nor_find_the_own_message_again()
    {
        var (olga, ivan, _) = await TwoAsync();
        var group = await market.GroupAsync(olga, ivan);
        var draft = new Draft(group.Id, "bye") { ClientMessageId = "k1" };
        await market.SayAsync(group, ivan, draft);
        await market.ChangeAsync(group, new ChatChange.Left(ivan.Id));
        Assert.Equal(Refusal.NotFound("chat"), (await market.SayAsync(group, ivan, draft)).Refusal);
    }

    [Theory]
    [InlineData(ChatStatus.Active, null)]
    [InlineData(ChatStatus.Disputed, null)]
    [InlineData(ChatStatus.Archived, "chat_closed")]
    [InlineData(ChatStatus.Resolved, "chat_closed")]
    public async Task A_closed_chat_takes_messages_of_the_server_only(ChatStatus status, string? refused)
    {
        var (olga, _, chat) = await TwoAsync();
        var draft = new Draft(chat.Id, "before") { ClientMessageId = "k1" };
        await market.SayAsync(chat, olga, draft);
        await market.ChangeAsync(chat, new ChatChange.Reshaped(chat with { Status = status }));
        Assert.Equal(refused is null ? null : Refusal.Conflict(refused), (await market.SayAsync(chat, olga, new Draft(chat.Id, "hi"))).Refusal);
        Assert.Null((await market.SayAsync(chat, null, new Draft(chat.Id, "server"))).Refusal);
        Assert.False(Market.Value(await market.SayAsync(chat, olga, draft)).IsNew); // what was stored before is still found
    }

    [Theory]
    [InlineData(MemberRole.Owner, SendBy.Admins, true)]
    [InlineData(MemberRole.Admin, SendBy.Admins, true)]
    [InlineData(MemberRole.Moderator, SendBy.Admins, false)]
    [InlineData(MemberRole.Member, SendBy.Admins, false)]
    [InlineData(MemberRole.Member, SendBy.All, true)]
    [InlineData(MemberRole.Reader, SendBy.All, false)]
    [InlineData(MemberRole.Reader, SendBy.Admins, false)]
    public async Task Who_may_post_in_a_group_is_said_by_role_and_setting(MemberRole role, SendBy sendBy, bool mayPost)
    {
        var (olga, ivan, _) = await TwoAsync();
        var group = await market.GroupAsync(olga, ivan);
        await market.ChangeAsync(group, new ChatChange.Reshaped(group with { SendBy = sendBy }), new ChatChange.RoleGiven(ivan.Id, role));
        Assert.Equal(mayPost ? null : Refusal.Forbidden("read_only"), (await market.SayAsync(group, ivan, new Draft(group.Id, "hi"))).Refusal);
        Assert.Null((await market.SayAsync(group, null, new Draft(group.Id, "server"))).Refusal);
    }

    [Fact]
    public async Task The_blocked_cannot_post_in_direct_and_listing_chats_and_groups_are_unaffected()
    {
        var (olga, ivan, direct) = await TwoAsync();
        var listing = await market.ListingChatAsync(ivan, olga, $"blocked-{ivan.Id}");
        var group = await market.GroupAsync(olga, ivan);
        await market.Blocks.AddAsync(olga.Id, ivan.Id, Market.Now, None);
        Assert.Equal(Refusal.Forbidden("blocked"), (await market.SayAsync(direct, ivan, new Draft(direct.Id, "hi"))).Refusal);
        Assert.Equal(Refusal.Forbidden("blocked"), (await market.SayAsync(listing, ivan, new Draft(listing.Id, "hi"))).Refusal);
        Assert.Null((await market.SayAsync(group, ivan, new Draft(group.Id, "hi"))).Refusal);
        Assert.Null((await market.SayAsync(direct, olga, new Draft(direct.Id, "hi"))).Refusal);
        Assert.Null((await market.SayAsync(direct, null, new Draft(direct.Id, "server"))).Refusal);
        await market.Blocks.RemoveAsync(olga.Id, ivan.Id, None);
        Assert.Null((await market.SayAsync(direct, ivan, new Draft(direct.Id, "hi"))).Refusal);
    }

    [Fact]
    public async Task A_reply_must_be_to_a_message_of_the_same_chat()
    {
        var (olga, ivan, chat) = await TwoAsync();
        var other = await market.SayAsync(await market.GroupAsync(olga, ivan), olga, "elsewhere");
        Assert.Equal(Refusal.NotFound("reply_to"), (await market.SayAsync(chat, ivan, new Draft(chat.Id, "?") { ReplyTo = other.Id })).Refusal);
        Assert.Equal(Refusal.NotFound("reply_to"), (await market.SayAsync(chat, ivan, new Draft(chat.Id, "?") { ReplyTo = new MessageId(1L << 50) })).Refusal);
        Assert.Equal(Refusal.NotFound("reply_to"), (await market.SayAsync(chat, null, new Draft(chat.Id, "?") { ReplyTo = other.Id })).Refusal);
    }

    [Fact]
    public async Task In_slow_mode_a_member_waits_and_the_server_does_not()
    {
        var (olga, ivan, _) = await TwoAsync();
        var group = await market.GroupAsync(olga, ivan);
        await market.ChangeAsync(group, new ChatChange.Reshaped(group with { SlowModeSeconds = 30 }));
        var start = Market.Now;
        Task<Result<Appended>> SayAt(Person? author, double seconds)
            => market.PostAsync(new Posting(author?.Id, new Draft(group.Id, "hi"), start + TimeSpan.FromSeconds(seconds)));
        Assert.Null((await SayAt(ivan, 0)).Refusal);
        Assert.Equal(Refusal.TooFast("slow_mode", TimeSpan.FromSeconds(20)), (await SayAt(ivan, 10)).Refusal);
        Assert.Null((await SayAt(olga, 10)).Refusal);
        Assert.Null((await SayAt(null, 10)).Refusal);
        Assert.Null((await SayAt(null, 10)).Refusal);
        Assert.Null((await SayAt(ivan, 30)).Refusal);
        // Another node's clock may be a little behind.
        Assert.Equal(Refusal.TooFast("slow_mode", TimeSpan.FromSeconds(30)), (await SayAt(ivan, 29)).Refusal);
    }

    [Fact]
    public async Task Of_two_messages_at_once_in_slow_mode_the_second_is_too_fast()
    {
        var (olga, ivan, _) = await TwoAsync();
        var group = await market.GroupAsync(olga, ivan);
        await market.ChangeAsync(group, new ChatChange.Reshaped(group with { SlowModeSeconds = 30 }));
        var posting = new Posting(ivan.Id, new Draft(group.Id, "hi"), Market.Now);
        var wrong = posting with { Draft = posting.Draft with { ReplyTo = new MessageId(1L << 50) } };
        var answers = await Task.WhenAll(
            market.PostAsync(wrong), market.PostAsync(posting), market.PostAsync(posting),
            market.PostAsync(posting with { Author = olga.Id }));
        Assert.Equal(Refusal.NotFound("reply_to"), answers[0].Refusal);
        Assert.Null(answers[1].Refusal);
        Assert.Equal(Refusal.TooFast("slow_mode", TimeSpan.FromSeconds(30)), answers[2].Refusal);
        Assert.Null(answers[3].Refusal);
    }

    [Fact]
    public async Task A_refused_message_takes_no_number()
    {
        var (olga, ivan, chat) = await TwoAsync();
        await market.SayAsync(chat, olga, "one");
        await market.SayAsync(chat, ivan, new Draft(chat.Id, "?") { ReplyTo = new MessageId(1L << 50) });
        Assert.Equal((2, 3), ((await market.SayAsync(chat, ivan, "two")).Seq, (await market.LookAsync(chat, olga)).Chat.Revision));
    }

    [Fact]
    public async Task Changes_of_a_chat_and_messages_to_it_share_its_revisions_without_holes()
    {
        var (olga, ivan, _) = await TwoAsync();
        var group = await market.GroupAsync(olga, ivan);
        var revisions = new System.Collections.Concurrent.ConcurrentBag<long>();
        await Task.WhenAll(
            Task.Run(async () =>
            {
                for (var said = 0; said < 30; said++)
                    revisions.Add((await market.SayAsync(group, olga, "hi")).Revision);
            }),
            Task.Run(async () =>
            {
                for (var change = 0; change < 30; change++)
                    revisions.Add((await market.ChangeAsync(group, new ChatChange.SystemSaid("…", new SystemFact([])))).Chat.Revision);
            }),
            Task.Run(async () =>
            {
                for (var read = 0; read < 30; read++)
                    if ((await market.ReadAsync(group, ivan, long.MaxValue)).Event is { } moved)
                        revisions.Add(moved.Revision);
            }));
        Assert.Equal(Enumerable.Range(2, revisions.Count).Select(revision => (long)revision), revisions.Order());
        var history = await market.HistoryAsync(group, olga);
        Assert.Equal(Enumerable.Range(1, 60).Select(seq => (long)seq), history.Select(message => message.Seq));
    }

    [Fact]
    public async Task Nothing_of_a_removed_member_is_stored_after_the_removal()
    {
        var (olga, ivan, _) = await TwoAsync();
        var group = await market.GroupAsync(olga, ivan);
        var talking = Task.Run(async () =>
        {
            while ((await market.SayAsync(group, ivan, new Draft(group.Id, "still here"))).Refusal is null)
            {
            }
        });
        var left = Assert.Single((await market.ChangeAsync(group, new ChatChange.Left(ivan.Id))).Events);
        await talking;
        Assert.All(await market.HistoryAsync(group, olga), message => Assert.True(message.Revision < left.Revision));
    }

    [Fact]
    public async Task Nothing_of_the_blocked_is_stored_once_the_block_is_answered()
    {
        var (olga, ivan, chat) = await TwoAsync();
        var talking = Task.Run(async () =>
        {
            while ((await market.SayAsync(chat, ivan, new Draft(chat.Id, "buy! buy!"))).Refusal is null)
            {
            }
        });
        await market.Blocks.AddAsync(olga.Id, ivan.Id, Market.Now, None);
        var after = await market.SayAsync(chat, olga, "silence");
        await talking;
        Assert.Equal(Refusal.Forbidden("blocked"), (await market.SayAsync(chat, ivan, new Draft(chat.Id, "?"))).Refusal);
        // At most what was on its way when the block came stands beside it.
        Assert.True((await market.LookAsync(chat, olga)).Chat.LastSeq <= after.Seq + 1);
    }

    [Fact]
    public async Task Two_nodes_write_into_the_same_chats_without_hole_or_double()
    {
        var (olga, ivan, chat) = await TwoAsync();
        var group = await market.GroupAsync(olga, ivan);
        await using var node = market.AnotherNode();
        var logs = new[] { market.Log, (IMessageLog)node.GetService(typeof(IMessageLog))! };
        const int each = 40;
        var stored = await Task.WhenAll(Enumerable.Range(0, 8).Select(sender => Task.Run(async () =>
        {
            var isNew = 0;
            for (var said = 0; said < each; said++)
            {
                // Each message is sent through both nodes, as by a client that changed the node before it was answered.
                var draft = new Draft(said % 2 == 0 ? chat.Id : group.Id, $"{sender}") { ClientMessageId = $"{sender / 2}.{said}" };
                if (Market.Value(await market.PostAsync(new Posting(olga.Id, draft, Market.Now), logs[sender % 2])).IsNew)
                    isNew++;
            }

            return isNew;
        })));
        Assert.Equal(4 * each, stored.Sum());
        foreach (var one in new[] { chat, group })
        {
            var history = await market.HistoryAsync(one, ivan);
            Assert.Equal(Enumerable.Range(1, 2 * each).Select(seq => (long)seq), history.Select(message => message.Seq));
            Assert.Equal(2 * each, history.Select(message => message.ClientMessageId).Distinct().Count());
        }
    }

    [Fact]
    public async Task One_message_that_cannot_be_stored_fails_alone()
    {
        var (olga, _, chat) = await TwoAsync();
        var pending = new[] { "before", "lone \ud800 surrogate", "after" }
            .Select(text => market.SayAsync(chat, olga, new Draft(chat.Id, text))).ToList();
        Assert.Null((await pending[0]).Refusal);
        Assert.Null((await pending[2]).Refusal);
        if (await Record.ExceptionAsync(() => pending[1]) is null) // an engine may store it in another form, but may not let the others suffer
            Assert.DoesNotContain('\ud800', (await market.HistoryAsync(chat, olga))[1].Content);
        Assert.Contains("before", (await market.HistoryAsync(chat, olga)).Select(message => message.Content));
        Assert.Contains("after", (await market.HistoryAsync(chat, olga)).Select(message => message.Content));
    }

    private async Task<(Person Olga, Person Ivan, Chat Chat)> TwoAsync()
    {
        var (olga, ivan) = (await market.PersonAsync("Olga"), await market.PersonAsync("Ivan"));
        return (olga, ivan, await market.DirectAsync(olga, ivan));
    }
}
