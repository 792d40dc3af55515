using Haggle.Server.Tests.Ground;
using Haggle.Testing;

namespace Haggle.Server.Tests.Documents;

/// <summary>A server as it comes, as far as the page tells of its limits.</summary>
public sealed class PlainMarket() : Market(Engine.Sqlite, ("RATE_LIMIT_COMMANDS_PER_SEC", "20"));

/// <summary>docs/protocol.md is true: its commands are taken as they stand there, and its answers and events are what comes.</summary>
public sealed class ProtocolTests(PlainMarket market) : IClassFixture<PlainMarket>
{
    [Fact]
    public async Task What_the_page_shows_is_what_two_people_see()
    {
        await market.OpenAsync();
        var page = new Protocol();
        var conversation = new Conversation(market, page);
        try
        {
            await conversation.HoldAsync();
            page.Heard(conversation.Frames);
            var untold = page.Untold.Select(example => Protocol.Why(example, conversation.Frames)).ToList();
            Assert.True(untold.Count == 0, string.Join(Environment.NewLine, untold));
        }
        finally
        {
            await conversation.PartAsync();
        }
    }
}
