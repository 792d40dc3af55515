using Haggle.Dialects.Tests.Boards;
using Haggle.Dialects.Tests.Native;

[assembly: AssemblyFixture(typeof(StrictServer))]

namespace Haggle.Dialects.Tests.Boards;

/// <summary>Where one message a second is enough for anybody, fifteen at once, and two frames, six at once.</summary>
public sealed class StrictServer : NativeServer
{
    protected override IEnumerable<(string Name, string Value)> Settings =>
        [("HAGGLE_IDENTITY", "trusted"), ("RATE_LIMIT_MESSAGES_PER_SEC", "1"), ("RATE_LIMIT_COMMANDS_PER_SEC", "1")];

    protected override Task<string?> DatabaseUrlAsync() => Task.FromResult<string?>(null);
}

/// <summary>How fast one may be. Source: contracts/boards.md, sections 3, 5.2 and 6.</summary>
public sealed class RateTests(StrictServer server) : BoardsRoutes(server)
{
    [Fact]
    public async Task Who_posts_without_end_is_told_when_to_come_back()
    {
        var deal = await DealAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => SayAsBuyerAsync(deal, $"{i}")));
        Assert.InRange(answers.Count(answer => answer.Status == 201), 15, 59);
        var refused = answers.First(answer => answer.Status != 201).Is(429);
        Assert.True(refused.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        Assert.Equal(["detail"], refused.Body.EnumerateObject().Select(field => field.Name));
        // The other one of the two is not held back by it.
        (await SayAsSellerAsync(deal, "wait a moment")).Is(201);
    }

    [Fact]
    public async Task A_socket_that_says_too_much_is_warned_and_then_closed()
    {
        var deal = await DealAsync();
        await using var socket = await BuyerSocketAsync(deal);
        // Each is answered, so that nothing is on its way when the socket closes.
        var errors = 0;
        for (var i = 0; errors < 200; i++)
        {
            await socket.SayAsync(new { type = "ping" });
            var answer = await socket.Frames.FirstAsync(_ => true, "an answer", from: i);
            if (!Is(answer, "error"))
                continue;
            Assert.Contains("slow down", Text(answer, "message"), StringComparison.Ordinal);
            errors++;
        }
        Assert.Equal(1008, await socket.ClosedAsync());
    }
}
