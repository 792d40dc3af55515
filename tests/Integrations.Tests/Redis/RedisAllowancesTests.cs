using Haggle.Integrations.Redis;
using Microsoft.Extensions.Logging.Abstractions;

namespace Haggle.Integrations.Tests.Redis;

public sealed class RedisAllowancesTests
{
    private const long Hour = 3_600_000_000;

    private static readonly string Shared = Environment.GetEnvironmentVariable("HAGGLE_TEST_REDIS_URL")
        ?? throw new InvalidOperationException("HAGGLE_TEST_REDIS_URL is not set: run ./test, or eng/services.sh start redis.");

    [Fact]
    public async Task What_is_taken_on_two_nodes_adds_up_for_each_key_apart()
    {
        using RedisLink one = Link(), other = Link();
        var realm = Guid.NewGuid().ToString("N");
        RedisAllowances here = new(one, realm), there = new(other, realm), elsewhere = new(other, Guid.NewGuid().ToString("N"));
        var first = await here.SpendAsync([("messages:1", Hour), ("messages:2", 2 * Hour)]);
        Assert.Equal([Hour, 2 * Hour], first);
        var second = await there.SpendAsync([("messages:2", Hour), ("messages:3", Hour)]);
        Assert.InRange(second[0], 3 * Hour - Hour / 60, 3 * Hour); // some of it has grown back
        Assert.Equal(Hour, second[1]);
        Assert.Equal([Hour], await elsewhere.SpendAsync([("messages:1", Hour)]));
    }

    private static RedisLink Link() => new(RedisAddress.Parse(Shared)!, NullLogger<RedisLink>.Instance);
}
