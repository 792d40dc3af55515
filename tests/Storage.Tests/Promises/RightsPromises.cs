using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;
using Microsoft.Extensions.DependencyInjection;

namespace Haggle.Storage.Tests.Promises;

/// <summary>Whoever has just been heard is judged anew as soon as anything there changes: having spoken entitles to nothing.</summary>
public abstract class RightsPromises(Market market)
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly List<Message> heard = [];

    [Fact]
    public async Task Whoever_is_removed_is_refused_with_the_next_word()
    {
        var (olga, ivan, chat) = await TalkAsync(isGroup: true);
        await market.ChangeAsync(chat, new ChatChange.Left(ivan.Id, olga.Id));
        await RefusedAsync(chat, ivan, Refusal.NotFound("chat"));
        await HeardAsync(chat, olga);
    }

    [Fact]
    public async Task Whoever_may_only_read_from_now_on_is_refused_with_the_next_word()
    {
        var (olga, ivan, chat) = await TalkAsync(isGroup: true);
        await market.ChangeAsync(chat, new ChatChange.RoleGiven(ivan.Id, MemberRole.Reader, olga.Id));
        await RefusedAsync(chat, ivan, Refusal.Forbidden("read_only"));
        await market.ChangeAsync(chat, new ChatChange.RoleGiven(ivan.Id, MemberRole.Member, olga.Id));
        await HeardAsync(chat, ivan);
    }

    [Fact]
    public async Task A_chat_that_is_closed_takes_no_further_word_until_it_is_open_again()
    {
        var (olga, ivan, chat) = await TalkAsync(isGroup: false);
        await market.ChangeAsync(chat, new ChatChange.Reshaped(chat with { Status = ChatStatus.Resolved }));
        await RefusedAsync(chat, ivan, Refusal.Conflict("chat_closed"));
        await RefusedAsync(chat, olga, Refusal.Conflict("chat_closed"));
        await market.ChangeAsync(chat, new ChatChange.Reshaped(chat));
        await HeardAsync(chat, ivan);
    }

    [Fact]
    public async Task A_chat_where_only_its_leaders_speak_from_now_on_refuses_the_others()
    {
        var (olga, ivan, chat) = await TalkAsync(isGroup: true);
        await market.ChangeAsync(chat, new ChatChange.RoleGiven(olga.Id, MemberRole.Admin, olga.Id));
        await HeardAsync(chat, olga);
        await market.ChangeAsync(chat, new ChatChange.Reshaped(chat with { SendBy = SendBy.Admins }));
        await RefusedAsync(chat, ivan, Refusal.Forbidden("read_only"));
        await HeardAsync(chat, olga);
    }

    [Fact]
    public async Task A_chat_that_becomes_slow_slows_whoever_has_just_spoken()
    {
        var (_, ivan, chat) = await TalkAsync(isGroup: true);
        await market.ChangeAsync(chat, new ChatChange.Reshaped(chat with { SlowModeSeconds = 3600 }));
        Assert.Equal(RefusalKind.TooFast, (await market.SayAsync(chat, ivan, new Draft(chat.Id, "again"))).Refusal!.Kind);
    }

    [Fact]
    public async Task A_chat_that_is_deleted_is_gone_with_the_next_word()
    {
        var (olga, ivan, chat) = await TalkAsync(isGroup: true);
        await market.ChangeAsync(chat, new ChatChange.Deleted());
        await RefusedAsync(chat, olga, Refusal.NotFound("chat"));
        await RefusedAsync(chat, ivan, Refusal.NotFound("chat"));
    }

    [Fact]
    public async Task Whoever_is_blocked_is_refused_with_the_next_word_and_heard_again_afterwards()
    {
        var (olga, ivan, chat) = await TalkAsync(isGroup: false);
        await market.Blocks.AddAsync(olga.Id, ivan.Id, Market.Now, None);
        await RefusedAsync(chat, ivan, Refusal.Forbidden("blocked"));
        await HeardAsync(chat, olga);
        await market.Blocks.RemoveAsync(olga.Id, ivan.Id, None);
        await HeardAsync(chat, ivan);
    }

    [Fact]
    public async Task A_guest_whose_chat_went_to_an_account_is_heard_there_no_more()
    {
        var (olga, ivan, chat) = await TalkAsync(isGroup: false);
        var account = await market.PersonAsync("Account");
        Assert.Equal([chat.Id], await market.Chats.MergeAsync(ivan.Id, account.Id, Market.Now, None));
        await RefusedAsync(chat, ivan, Refusal.NotFound("chat"));
        await HeardAsync(chat, account);
        await HeardAsync(chat, olga);
    }

    [Fact]
    public async Task What_came_over_another_node_counts_here()
    {
        var (olga, ivan, chat) = await TalkAsync(isGroup: true);
        await using var other = market.AnotherNode();
        var elsewhere = other.GetRequiredService<IMessageLog>();
        for (var times = 0; times < 3; times++)
        {
            Assert.Null((await market.PostAsync(new Posting(olga.Id, new Draft(chat.Id, "there"), Market.Now), elsewhere)).Refusal);
            Assert.Null((await market.PostAsync(new Posting(ivan.Id, new Draft(chat.Id, "here"), Market.Now))).Refusal);
        }

        var history = await market.HistoryAsync(chat, olga);
        Assert.Equal(Enumerable.Range(1, history.Count).Select(seq => (long)seq), history.Select(message => message.Seq));
        Assert.Equal(["there", "here", "there", "here", "there", "here"], history.TakeLast(6).Select(message => message.Content));
        await other.GetRequiredService<IChats>().ChangeAsync(
            chat.Id, _ => Result<IReadOnlyList<ChatChange>>.Of([new ChatChange.Left(ivan.Id, olga.Id)]), Market.Now, None);
        await RefusedAsync(chat, ivan, Refusal.NotFound("chat"));
    }

    [Fact]
    public async Task Many_who_have_spoken_before_speak_at_once_in_order_and_without_holes()
    {
        var chats = new List<(Person Author, Chat Chat)>();
        for (var number = 0; number < 20; number++)
        {
            var (olga, _, chat) = await TalkAsync(isGroup: number % 2 == 0);
            chats.Add((olga, chat));
        }

        var first = (await market.HistoryAsync(chats[3].Chat, chats[3].Author))[0];
        var sent = new List<(int Where, string Text, Task<Result<Appended>> Answer)>();
        for (var number = 0; number < 400; number++)
        {
            var where = number * 7 % chats.Count;
            var (author, chat) = chats[where];
            // Some need a judgement of their own, in the middle of those who do not; some are said twice.
            var draft = new Draft(chat.Id, $"n{number}")
            {
                ClientMessageId = number % 50 == 49 ? $"{chat.Id}-{number - 20}" : $"{chat.Id}-{number}",
                ReplyTo = where == 3 && number % 3 == 0 ? first.Id : null,
            };
            sent.Add((where, draft.Content, market.SayAsync(chat, author, draft)));
        }

        foreach (var (_, _, answer) in sent)
            Assert.Null((await answer).Refusal);
        for (var where = 0; where < chats.Count; where++)
        {
            var (author, chat) = chats[where];
            var history = await market.HistoryAsync(chat, author);
            var stored = sent.Where(one => one.Where == where && one.Answer.Result.TryGet(out var appended, out _) && appended.IsNew).Select(one => one.Text);
            Assert.Equal(stored, history.Skip(4).Select(message => message.Content));
            Assert.Equal(Enumerable.Range(1, history.Count).Select(seq => (long)seq), history.Select(message => message.Seq));
            var view = await market.LookAsync(chat, author);
            Assert.Equal((history.Count, history[^1].Revision), ((int)view.Chat.LastSeq, view.Chat.Revision));
        }
    }

    /// <summary>Two who have each said two things.</summary>
    private async Task<(Person Olga, Person Ivan, Chat Chat)> TalkAsync(bool isGroup)
    {
        var (olga, ivan) = (await market.PersonAsync("Olga"), await market.PersonAsync("Ivan"));
        var chat = isGroup ? await market.GroupAsync(olga, ivan) : await market.DirectAsync(olga, ivan);
        for (var times = 0; times < 2; times++)
        {
            await HeardAsync(chat, olga);
            await HeardAsync(chat, ivan);
        }

        return (olga, ivan, (await market.LookAsync(chat, olga)).Chat);
    }

    private async Task HeardAsync(Chat chat, Person author)
    {
        var message = await market.SayAsync(chat, author, "a word");
        Assert.DoesNotContain(heard, other => other.Id == message.Id || other.ChatId == chat.Id && other.Seq >= message.Seq);
        heard.Add(message);
    }

    private async Task RefusedAsync(Chat chat, Person author, Refusal refusal)
    {
        for (var times = 0; times < 2; times++)
            Assert.Equal(refusal, (await market.SayAsync(chat, author, new Draft(chat.Id, "no word"))).Refusal);
    }
}
