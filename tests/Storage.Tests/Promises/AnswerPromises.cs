using Haggle.Core.Idempotency;

namespace Haggle.Storage.Tests.Promises;

public abstract class AnswerPromises(Market market)
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly byte[] Hash = [7, 7];

    [Fact]
    public async Task The_first_claims_the_key_and_the_second_waits_for_its_answer()
    {
        Assert.Null(await market.Answers.ClaimAsync("olga", "k1", Hash, Market.Now, None));
        var pending = (await market.Answers.ClaimAsync("olga", "k1", Hash, Market.Now, None))!;
        Assert.Equal(0, pending.Status);
        Assert.Equal(Hash, pending.RequestHash);
        await market.Answers.StoreAsync("olga", "k1", new Answer(201, [1, 2, 3], Hash), None);
        var stored = (await market.Answers.ClaimAsync("olga", "k1", [8], Market.Now, None))!;
        Assert.Equal(201, stored.Status);
        Assert.Equal([1, 2, 3], stored.Body);
        Assert.Equal(Hash, stored.RequestHash); // so that the caller sees that this is another request
    }

    [Fact]
    public async Task The_same_key_of_another_caller_is_another_key()
    {
        Assert.Null(await market.Answers.ClaimAsync("olga", "k2", Hash, Market.Now, None));
        Assert.Null(await market.Answers.ClaimAsync("ivan", "k2", Hash, Market.Now, None));
    }

    [Fact]
    public async Task A_released_key_can_be_claimed_again_and_an_answered_one_cannot_be_released()
    {
        await market.Answers.ClaimAsync("olga", "k3", Hash, Market.Now, None);
        await market.Answers.ReleaseAsync("olga", "k3", None);
        Assert.Null(await market.Answers.ClaimAsync("olga", "k3", Hash, Market.Now, None));
        await market.Answers.StoreAsync("olga", "k3", new Answer(200, [], Hash), None);
        await market.Answers.ReleaseAsync("olga", "k3", None);
        Assert.Equal(200, (await market.Answers.ClaimAsync("olga", "k3", Hash, Market.Now, None))!.Status);
    }

    [Fact]
    public async Task Of_parallel_claims_exactly_one_gets_the_key()
    {
        var claims = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(async () =>
            await market.Answers.ClaimAsync("racer", "k4", Hash, Market.Now, None))));
        Assert.Single(claims, claim => claim is null);
    }

    [Fact]
    public async Task A_claim_whose_request_has_died_is_taken_over_once()
    {
        var now = Market.Now;
        await market.Answers.ClaimAsync("olga", "k5", Hash, now, None);
        Assert.NotNull(await market.Answers.ClaimAsync("olga", "k5", [8], now + TimeSpan.FromMinutes(1), None));
        Assert.Null(await market.Answers.ClaimAsync("olga", "k5", [8], now + TimeSpan.FromMinutes(3), None));
        Assert.Equal([8], (await market.Answers.ClaimAsync("olga", "k5", Hash, now + TimeSpan.FromMinutes(3), None))!.RequestHash);
    }

    [Fact]
    public async Task Old_answers_are_forgotten_and_counted()
    {
        var now = Market.Now + TimeSpan.FromDays(1000);
        await market.Answers.ForgetAsync(now, None);
        await market.Answers.ClaimAsync("olga", "old1", Hash, now, None);
        await market.Answers.ClaimAsync("olga", "old2", Hash, now, None);
        await market.Answers.ClaimAsync("olga", "young", Hash, now + TimeSpan.FromDays(1), None);
        Assert.Equal(2, await market.Answers.ForgetAsync(now + TimeSpan.FromHours(1), None));
        Assert.Null(await market.Answers.ClaimAsync("olga", "old1", Hash, now, None));
        Assert.NotNull(await market.Answers.ClaimAsync("olga", "young", Hash, now, None));
    }
}
