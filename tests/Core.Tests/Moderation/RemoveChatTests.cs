using Haggle.Core.Chats;
using Haggle.Core.Moderation;
using Haggle.Core.People;
using static Haggle.Core.Tests.Marketplace;
using static Haggle.Core.Tests.Somebody;

namespace Haggle.Core.Tests.Moderation;

public sealed class RemoveChatTests
{
    private readonly Marketplace market = new();

    [Fact]
    public async Task An_administrator_takes_a_chat_away_from_everybody_and_nobody_else_does()
    {
        var chat = await market.DirectAsync(Olga, Ivan);
        var remove = new RemoveChat(market.Chats, market.World, market.Clock);
        foreach (var other in new[] { Olga, Anna, Moderator })
            (await remove.RunAsync(other, chat, Never)).IsRefused(RefusalKind.Forbidden, "chat");
        Assert.Empty(market.World.Heard<ChatDeleted>());
        (await remove.RunAsync(Anna with { Role = PersonRole.Admin }, chat, Never)).Value();
        Assert.Equal([Olga.Id, Ivan.Id], Assert.Single(market.World.Heard<ChatDeleted>()).Members);
    }
}
