using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;

namespace Haggle.Storage.Tests.Promises;

public abstract class MessageChangePromises(Market market)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task An_edit_keeps_what_was_said_before()
    {
        var (olga, ivan, chat, message) = await SaidAsync("frist");
        var second = await market.ChangeAsync(message, olga, new MessageChange.Edited("first"));
        var third = await market.ChangeAsync(message, olga, new MessageChange.Edited("First!"));
        Assert.Equal(("First!", 4L), (third.Message.Content, third.Message.Revision));
        Assert.NotNull(third.Message.EditedAt);
        Same.As(new MessageUpdated(third.Message), (MessageUpdated)third.Event!);
        Assert.Equal(
            [new Edit("frist", message.SentAt), new Edit("first", second.Message.EditedAt!.Value)], await market.Messages.EditsAsync(message.Id, None));
        Same.As(third.Message, (await market.HistoryAsync(chat, ivan))[0]);
        Assert.Equal(4, (await market.LookAsync(chat, ivan)).Chat.Revision);
    }

    [Fact]
    public async Task A_message_never_edited_has_no_edits_and_no_reactions()
    {
        var (_, _, _, message) = await SaidAsync("as is");
        Assert.Empty(await market.Messages.EditsAsync(message.Id, None));
        Assert.Empty(await market.Messages.ReactionsAsync(message.Id, None));
        Assert.Empty(await market.Messages.EditsAsync(new MessageId(1L << 50), None));
    }

    [Fact]
    public async Task A_payload_is_replaced_without_an_edit()
    {
        var (olga, _, _, message) = await SaidAsync("voice");
        var changed = await market.ChangeAsync(message, olga, new MessageChange.PayloadReplaced("""{"listened_by":[1]}"""));
        Assert.Equal(("""{"listened_by":[1]}""", "voice", null), (changed.Message.Payload, changed.Message.Content, changed.Message.EditedAt));
        Assert.IsType<MessageUpdated>(changed.Event);
        Assert.Null((await market.ChangeAsync(message, olga, new MessageChange.PayloadReplaced(null))).Message.Payload);
    }

    [Fact]
    public async Task A_deleted_message_leaves_its_place_and_nothing_of_what_it_said()
    {
        var (olga, ivan, chat, message) = await SaidAsync("regret");
        var reply = Market.Value(await market.SayAsync(chat, ivan, new Draft(chat.Id, "what?") { ReplyTo = message.Id })).Message;
        Assert.Equal("regret", reply.ReplyTo!.Content);
        await market.ChangeAsync(message, olga, new MessageChange.Edited("regret!"));
        await market.ChangeAsync(message, ivan, new MessageChange.Reacted("👍"));
        await market.ChangeAsync(message, ivan, new MessageChange.Pinned());
        var deleted = await market.ChangeAsync(message, olga, new MessageChange.Deleted());
        Assert.IsType<MessageDeleted>(deleted.Event);
        Assert.Equal(("", null, true, olga.Id), (deleted.Message.Content, deleted.Message.Payload, deleted.Message.IsDeleted, deleted.Message.DeletedBy!.Value));
        Assert.Empty(deleted.Message.Reactions);
        Assert.Null(deleted.Message.PinnedAt);
        Assert.Empty(await market.Messages.EditsAsync(message.Id, None));
        Assert.Empty(await market.Messages.PinsAsync(chat.Id, ivan.Id, None));
        var history = await market.HistoryAsync(chat, ivan);
        Assert.Equal([1, 2], history.Select(one => one.Seq));
        Assert.Equal("", history[1].ReplyTo!.Content);
        Assert.Equal(0, (await market.LookAsync(chat, ivan)).UnreadCount);
    }

    [Fact]
    public async Task Deleting_twice_is_deleting_once()
    {
        var (olga, _, _, message) = await SaidAsync("regret");
        var first = await market.ChangeAsync(message, olga, new MessageChange.Deleted());
        var second = await market.ChangeAsync(message, olga, new MessageChange.Deleted());
        Assert.Null(second.Event);
        Same.As(first.Message, second.Message);
    }

    [Fact]
    public async Task Reactions_come_in_the_order_of_each_emojis_first_use()
    {
        var (olga, ivan, chat, message) = await SaidAsync("sold!");
        var first = await market.ChangeAsync(message, ivan, new MessageChange.Reacted("🎉"));
        await market.ChangeAsync(message, ivan, new MessageChange.Reacted("👍"));
        var third = await market.ChangeAsync(message, olga, new MessageChange.Reacted("🎉"));
        Assert.Equal(1, Assert.IsType<ReactionAdded>(first.Event).Count);
        var added = Assert.IsType<ReactionAdded>(third.Event);
        Assert.Equal((olga.Id, "🎉", 2), (added.PersonId, added.Emoji, added.Count));
        ReactionCount[] expected = [new("🎉", [ivan.Id, olga.Id]), new("👍", [ivan.Id])];
        Same.As(expected, third.Message.Reactions.ToArray());
        Same.As(expected, (await market.HistoryAsync(chat, ivan))[0].Reactions.ToArray());
        Assert.Equal(
            [(ivan.Id, "🎉"), (ivan.Id, "👍"), (olga.Id, "🎉")],
            (await market.Messages.ReactionsAsync(message.Id, None)).Select(reaction => (reaction.PersonId, reaction.Emoji)));

        var removed = Assert.IsType<ReactionRemoved>((await market.ChangeAsync(message, ivan, new MessageChange.Unreacted("🎉"))).Event);
        Assert.Equal(("🎉", 1), (removed.Emoji, removed.Count));
        Same.As<ReactionCount[]>([new("👍", [ivan.Id]), new("🎉", [olga.Id])], [.. removed.Message.Reactions]);
    }

    [Fact]
    public async Task The_same_reaction_again_and_one_that_was_not_there_change_nothing()
    {
        var (_, ivan, chat, message) = await SaidAsync("sold!");
        await market.ChangeAsync(message, ivan, new MessageChange.Reacted("👍"));
        Assert.Null((await market.ChangeAsync(message, ivan, new MessageChange.Reacted("👍"))).Event);
        Assert.Null((await market.ChangeAsync(message, ivan, new MessageChange.Unreacted("🎉"))).Event);
        Assert.Equal(3, (await market.LookAsync(chat, ivan)).Chat.Revision);
    }

    [Fact]
    public async Task Pins_come_newest_first_and_once()
    {
        var (olga, ivan, chat, first) = await SaidAsync("address");
        var second = await market.SayAsync(chat, olga, "phone");
        Assert.IsType<MessagePinned>((await market.ChangeAsync(first, olga, new MessageChange.Pinned())).Event);
        await market.ChangeAsync(second, ivan, new MessageChange.Pinned());
        Assert.Null((await market.ChangeAsync(first, ivan, new MessageChange.Pinned())).Event);
        Assert.Equal([second.Id, first.Id], (await market.Messages.PinsAsync(chat.Id, ivan.Id, None)).Select(pin => pin.Id));
        Assert.Equal([second.Id, first.Id], (await market.LookAsync(chat, ivan)).PinnedMessageIds);
        Assert.IsType<MessageUnpinned>((await market.ChangeAsync(second, olga, new MessageChange.Unpinned())).Event);
        Assert.Null((await market.ChangeAsync(second, olga, new MessageChange.Unpinned())).Event);
        Assert.Equal([first.Id], (await market.LookAsync(chat, ivan)).PinnedMessageIds);
        Assert.Empty(await market.Messages.PinsAsync(chat.Id, (await market.PersonAsync("Stranger")).Id, None));
        await market.Chats.ConfigureAsync(chat.Id, ivan.Id, (_, my) => my with { HiddenSeq = 1 }, None);
        Assert.Empty((await market.LookAsync(chat, ivan)).PinnedMessageIds);
        Assert.Empty(await market.Messages.PinsAsync(chat.Id, ivan.Id, None));
    }

    [Fact]
    public async Task The_rule_sees_the_chat_the_actors_place_the_message_and_how_much_is_pinned()
    {
        var (olga, ivan, chat, message) = await SaidAsync("look");
        await market.ChangeAsync(message, olga, new MessageChange.Pinned());
        MessageDesk? seen = null;
        MessageRule look = desk => { seen = desk; return new MessageChange.None(); };
        var changed = Market.Value(await market.Messages.ChangeAsync(message.Id, ivan.Id, look, Market.Now, None));
        Assert.Null(changed.Event);
        Assert.Equal((chat.Id, ivan.Id, message.Id, 1), (seen!.Chat.Id, seen.My!.PersonId, seen.Message.Id, seen.PinCount));
        await market.Messages.ChangeAsync(message.Id, (await market.PersonAsync("Stranger")).Id, look, Market.Now, None);
        Assert.Null(seen.My);
    }

    [Fact]
    public async Task A_refusal_of_the_rule_comes_back_and_an_unknown_message_is_not_found()
    {
        var (olga, _, _, message) = await SaidAsync("mine");
        var refused = await market.Messages.ChangeAsync(message.Id, olga.Id, _ => Refusal.Conflict("edit_window_over"), Market.Now, None);
        Assert.Equal(Refusal.Conflict("edit_window_over"), refused.Refusal);
        var unknown = await market.Messages.ChangeAsync(new MessageId(1L << 50), olga.Id, _ => new MessageChange.None(), Market.Now, None);
        Assert.Equal(Refusal.NotFound("message"), unknown.Refusal);
    }

    [Fact]
    public async Task Parallel_reactions_of_many_are_all_kept_each_with_its_revision()
    {
        var people = await Task.WhenAll(Enumerable.Range(0, 12).Select(number => market.PersonAsync($"Fan{number}")));
        var group = await market.GroupAsync(people);
        var message = await market.SayAsync(group, people[0], "vote");
        var changes = await Task.WhenAll(people.Select(person => Task.Run(() => market.ChangeAsync(message, person, new MessageChange.Reacted("👍")))));
        Assert.Equal(Enumerable.Range(3, 12).Select(revision => (long)revision), changes.Select(change => change.Event!.Revision).Order());
        Assert.Equal(Enumerable.Range(1, 12), changes.Select(change => ((ReactionAdded)change.Event!).Count).Order());
    }

    private async Task<(Person Olga, Person Ivan, Chat Chat, Message Message)> SaidAsync(string text)
    {
        var (olga, ivan) = (await market.PersonAsync("Olga"), await market.PersonAsync("Ivan"));
        var chat = await market.DirectAsync(olga, ivan);
        return (olga, ivan, chat, await market.SayAsync(chat, olga, text));
    }
}
