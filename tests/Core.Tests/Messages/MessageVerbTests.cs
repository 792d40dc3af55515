using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.Moderation;
using static Haggle.Core.Tests.Marketplace;
using static Haggle.Core.Tests.Somebody;

namespace Haggle.Core.Tests.Messages;

public sealed class MessageVerbTests
{
    private readonly Marketplace market = new();

    private ForwardMessage Forward => new(market.Messages, market.Chats, market.Send, new MessageLimits());

    private Blockade Blockade => new(market.Messages, market.Chats, market.Blocks);

    [Fact]
    public async Task A_forwarded_message_names_its_author_and_only_within_one_chat_where_it_was_said()
    {
        var (source, target) = (await market.DirectAsync(Olga, Ivan), await market.DirectAsync(Olga, Anna));
        var said = await market.SayAsync(Ivan, source, "I sell it for 1200");
        var copies = (await Forward.RunAsync(Olga, said.Id, [target, source, target], Never)).Value();
        Assert.Equal([(target, Olga.Id), (source, Olga.Id)], copies.Select(copy => (copy.ChatId, copy.AuthorId!.Value)));
        Assert.Equal(new Forwarding(null, Ivan.Id, LongAgo), copies[0].ForwardedFrom);
        Assert.Equal(new Forwarding(source, Ivan.Id, LongAgo), copies[1].ForwardedFrom);
        var further = (await Forward.RunAsync(Olga, copies[0].Id, [source], Never)).Value();
        Assert.Equal(Ivan.Id, Assert.Single(further).ForwardedFrom!.AuthorId);
    }

    [Fact]
    public async Task Forwarding_into_a_chat_of_others_sends_nothing_anywhere()
    {
        var (source, strange) = (await market.DirectAsync(Olga, Ivan), await market.DirectAsync(Anna, Boris));
        var said = await market.SayAsync(Ivan, source, "Hello");
        (await Forward.RunAsync(Olga, said.Id, [source, strange], Never)).IsRefused(RefusalKind.NotFound, "chat");
        (await Forward.RunAsync(Boris, said.Id, [strange], Never)).IsRefused(RefusalKind.NotFound, "message");
        Assert.Single(market.World.Heard<MessageSent>());
    }

    [Fact]
    public async Task A_chat_that_refuses_a_forwarded_message_is_left_out_unless_all_do()
    {
        var (source, target) = (await market.DirectAsync(Olga, Ivan), await market.DirectAsync(Olga, Anna));
        var said = await market.SayAsync(Ivan, source, "Hello");
        market.Messages.Refusing[target] = Refusal.Conflict("chat_closed");
        Assert.Equal(source, Assert.Single((await Forward.RunAsync(Olga, said.Id, [target, source], Never)).Value()).ChatId);
        (await Forward.RunAsync(Olga, said.Id, [target], Never)).IsRefused(RefusalKind.Conflict, "chat_closed");
    }

    [Fact]
    public async Task What_the_server_said_and_what_is_deleted_is_not_forwarded()
    {
        var chat = await market.DirectAsync(Olga, Ivan);
        var line = (await market.Send.RunAsSystemAsync(new Draft(chat, "Paid") { Type = MessageType.System }, Never)).Value().Message;
        (await Forward.RunAsync(Olga, line.Id, [chat], Never)).IsRefused(RefusalKind.Conflict, "message");
        var said = await market.SayAsync(Olga, chat, "Hello");
        await new DeleteMessage(market.Messages, market.World, market.Clock).ForEveryoneAsync(Olga, said.Id, Never);
        (await Forward.RunAsync(Olga, said.Id, [chat], Never)).IsRefused(RefusalKind.Conflict, "message");
        (await Forward.RunAsync(Olga, said.Id, [], Never)).IsRefused(RefusalKind.Invalid, "chat_ids");
    }

    [Fact]
    public async Task A_block_keeps_new_words_from_coming_by_way_of_edits_and_emoji_except_in_groups()
    {
        var direct = await market.SayAsync(Olga, await market.DirectAsync(Olga, Ivan), "Hello");
        var group = await market.SayAsync(Olga, await market.GroupAsync(Olga, Ivan), "Hello");
        market.Blocks.Add(Ivan, Olga);
        var edit = new EditMessage(market.Messages, Blockade, market.World, new MessageLimits(), market.Clock);
        var react = new React(market.Messages, Blockade, market.World, new MessageLimits(), market.Clock);
        (await edit.RunAsync(Olga, direct.Id, "Listen to me!", Never)).IsRefused(RefusalKind.Forbidden, "blocked");
        (await react.RunAsync(Olga, direct.Id, "😡", Never)).IsRefused(RefusalKind.Forbidden, "blocked");
        Assert.Equal("Hello all", (await edit.RunAsync(Olga, group.Id, "Hello all", Never)).Value().Content);
        Assert.NotNull((await react.RunAsync(Olga, group.Id, "👍", Never)).Value().Event);
    }

    [Fact]
    public async Task Only_what_others_can_see_is_announced()
    {
        var said = await market.SayAsync(Olga, await market.DirectAsync(Olga, Ivan), "Hello");
        var delete = new DeleteMessage(market.Messages, market.World, market.Clock);
        await delete.ForMeAsync(Ivan, said.Id, Never);
        Assert.Equal(said.Seq, Assert.Single(market.World.Told<MessageHidden>(Ivan)).Seq);
        Assert.Empty(market.World.Heard<MessageDeleted>());
        await delete.ForEveryoneAsync(Olga, said.Id, Never);
        await delete.ForEveryoneAsync(Olga, said.Id, Never);
        Assert.Single(market.World.Heard<MessageDeleted>());
    }

    [Fact]
    public async Task Receipts_cover_every_member_however_many_pages_they_fill_but_not_the_author()
    {
        var said = await market.SayAsync(Olga, await market.GroupAsync(Olga, Ivan, Anna, Boris), "Hello");
        var receipts = (await new ListReceipts(market.Messages, market.Chats).RunAsync(Olga, said.Id, Never)).Value();
        Assert.Equal([Ivan.Id, Anna.Id, Boris.Id], receipts.Select(receipt => receipt.PersonId));
        (await new ListReceipts(market.Messages, market.Chats).RunAsync(Ivan, said.Id, Never)).IsRefused(RefusalKind.Forbidden, "message");
    }

    [Fact]
    public async Task Earlier_words_of_a_deleted_message_are_not_shown()
    {
        var said = await market.SayAsync(Olga, await market.DirectAsync(Olga, Ivan), "Hello");
        var list = new ListEdits(market.Messages);
        Assert.Single((await list.RunAsync(Ivan, said.Id, Never)).Value());
        await new DeleteMessage(market.Messages, market.World, market.Clock).ForEveryoneAsync(Olga, said.Id, Never);
        Assert.Empty((await list.RunAsync(Ivan, said.Id, Never)).Value());
        (await list.RunAsync(Boris, said.Id, Never)).IsRefused(RefusalKind.NotFound, "message");
    }

    [Fact]
    public async Task The_backend_speaks_for_a_person_or_as_the_server()
    {
        var post = new PostAsServer(market.People, market.Chats, market.Send);
        var chat = await market.DirectAsync(Olga, Ivan);
        var forIvan = (await post.RunAsync("u-9", new Draft(chat, "I am away"), Never)).Value().Message;
        Assert.Equal((Ivan.Id, MessageType.Text), (forIvan.AuthorId, forIvan.Type));
        var line = (await post.RunAsync(null, new Draft(chat, "The parcel has arrived"), Never)).Value().Message;
        Assert.Equal((null, MessageType.System), (line.AuthorId, line.Type));
        (await post.RunAsync("nobody", new Draft(chat, "Hello"), Never)).IsRefused(RefusalKind.NotFound, "author_external_id");
        (await post.RunAsync(null, new Draft(new ChatId(404), "Hello"), Never)).IsRefused(RefusalKind.NotFound, "chat");
        (await post.RunAsync(null, new Draft(chat, " "), Never)).IsRefused(RefusalKind.Invalid, "content");
    }
}
