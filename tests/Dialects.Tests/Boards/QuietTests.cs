using Haggle.Dialects.Tests.Boards;
using Haggle.Dialects.Tests.Native;

[assembly: AssemblyFixture(typeof(QuietServer))]

namespace Haggle.Dialects.Tests.Boards;

/// <summary>Where ids are believed, and nobody is shown everybody's messages all the same. An address may ask as fast as it can.</summary>
public sealed class QuietServer : NativeServer
{
    protected override IEnumerable<(string Name, string Value)> Settings => 
        [("HAGGLE_IDENTITY", "trusted"), ("BOARDS_GLOBAL_LISTS", "false"), ("RATE_LIMIT_REQUESTS_PER_SEC", "0")];

    protected override Task<string?> DatabaseUrlAsync() => Task.FromResult<string?>(null);
}

/// <summary>The global lists, switched off. Source: contracts/boards.md, 4.1 and 4.2.</summary>
public sealed class QuietTests(QuietServer server) : BoardsRoutes(server)
{
    [Fact]
    public async Task Without_the_switch_the_lists_of_all_are_refused_and_a_bare_message_id_shows_nothing()
    {
        var deal = await DealAsync();
        var id = NewId();
        (await SayAsBuyerAsync(deal, "between the two", id)).Is(201);
        (await CallAsync(Get, "/chat-messages/")).Is(403);
        (await CallAsync(Get, "/chat-threads/")).Is(403);
        (await CallAsync(Get, $"/chat-messages/{id}")).Is(403);
        Assert.Single(await HistoryAsync(deal));
    }
}
