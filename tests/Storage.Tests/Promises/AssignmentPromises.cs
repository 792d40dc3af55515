using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.Moderation;
using Haggle.Core.People;

namespace Haggle.Storage.Tests.Promises;

public abstract class AssignmentPromises(Market market)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_moderator_is_called_in_and_settles_and_both_are_announced_in_order()
    {
        var (olga, judge, chat) = await SceneAsync();
        var called = Market.Value(await market.Assignments.ChangeAsync(chat.Id, (_, known) => Call(known, judge.Id, olga.Id), Market.Now, None));
        var assigned = Assert.IsType<ModeratorCalled>(Assert.Single(called.Events));
        Assert.Equal((judge.Id, olga.Id, "why", chat.Revision + 1), (assigned.Assignment.ModeratorId, assigned.Assignment.AssignedBy, assigned.Assignment.Reason, assigned.Revision));
        Assert.Equal([assigned.Assignment], await market.Assignments.OfAsync([chat.Id], None));
        var now = Market.Now;
        var settled = Market.Value(await market.Assignments.ChangeAsync(
            chat.Id, (_, known) => Decide(new ChatChange.DisputeResolved(Assert.Single(known).Id, judge.Id, "so")), now, None));
        var verdict = Assert.IsType<DisputeSettled>(Assert.Single(settled.Events)).Assignment;
        Assert.Equal((false, "so", now), (verdict.IsActive, verdict.Notes, verdict.ResolvedAt!.Value));
        Assert.Equal([verdict], await market.Assignments.OfAsync([chat.Id], None));
    }

    [Fact]
    public async Task Of_parallel_calls_of_one_moderator_one_is_stored()
    {
        var (olga, judge, chat) = await SceneAsync();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
            await market.Assignments.ChangeAsync(chat.Id, (_, known) => Call(known, judge.Id, olga.Id), Market.Now, None))));
        Assert.Single(await market.Assignments.OfAsync([chat.Id], None));
    }

    [Fact]
    public async Task A_refusal_changes_nothing_and_an_unknown_chat_is_said_to_be_so()
    {
        var (_, _, chat) = await SceneAsync();
        Assert.Equal("why not", (await market.Assignments.ChangeAsync(chat.Id, (_, _) => Refusal.Forbidden("why not"), Market.Now, None)).Refusal!.Subject);
        Assert.Equal(RefusalKind.NotFound, (await market.Assignments.ChangeAsync(new ChatId(987_654), (_, _) => Decide(), Market.Now, None)).Refusal!.Kind);
        Assert.Empty(await market.Assignments.OfAsync([], None));
    }

    [Fact]
    public async Task Chats_are_counted_as_they_are_listed()
    {
        var (olga, _, _) = await SceneAsync();
        var group = await market.GroupAsync(olga);
        Assert.Equal(2, await market.Chats.CountAsync(olga.Id, new ChatFilter(), Market.Now, None));
        Assert.Equal(1, await market.Chats.CountAsync(olga.Id, new ChatFilter { Kind = group.Kind }, Market.Now, None));
        Assert.Equal(0, await market.Chats.CountAsync(olga.Id, new ChatFilter { Status = ChatStatus.Archived }, Market.Now, None));
    }

    private async Task<(Person Olga, Person Judge, Chat Chat)> SceneAsync()
    {
        var (olga, ivan) = (await market.PersonAsync("Olga"), await market.PersonAsync("Ivan"));
        return (olga, await market.PersonAsync("Judge"), await market.DirectAsync(olga, ivan));
    }

    private static Result<IReadOnlyList<ChatChange>> Call(IReadOnlyList<Assignment> known, PersonId judge, PersonId by)
        => known.Any(one => one.IsActive) ? Decide() : Decide(new ChatChange.ModeratorAssigned(judge, by, "why"));

    private static Result<IReadOnlyList<ChatChange>> Decide(params ChatChange[] changes) => Result<IReadOnlyList<ChatChange>>.Of(changes);
}
