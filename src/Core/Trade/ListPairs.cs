using Haggle.Core.Chats;
using Haggle.Core.People;
using Haggle.Core.Presence;

namespace Haggle.Core.Trade;

/// <summary>One person's pairs on one side: those with something unread first, and in each group by newest message.</summary>
public sealed class ListPairs(IChats chats, IPairs pairs, SeePresence see, TimeProvider clock)
{
    /// <summary>Further pages are empty: skipping costs as much as reading.</summary>
    public const int MostSkipped = 10_000;

    /// <param name="archived">Those that the viewer has put away, instead of all others.</param>
    /// <param name="makeName">A new name for a pair that has none.</param>
    public async ValueTask<IReadOnlyList<SeenPair>> RunAsync(
        Person viewer, Side side, bool archived, int offset, int limit, Func<string> makeName, CancellationToken cancellation)
    {
        if (offset > MostSkipped)
            return [];
        var filter = Of(side) with { Archived = archived };
        var (views, reminders) = await GatherAsync(viewer, filter with { Unread = true }, offset + limit, cancellation);
        if (views.Count < offset + limit)
            views.AddRange(Ordered((await GatherAsync(viewer, filter with { Unread = false }, offset + limit - views.Count, cancellation)).Views.Concat(reminders)));
        return await ShowAsync(viewer, [.. views.Skip(offset).Take(limit)], makeName, cancellation);
    }

    /// <returns><see cref="RefusalKind.NotFound"/> <c>chat</c> when it is no pair of this person.</returns>
    public async ValueTask<Result<SeenPair>> OneAsync(Person viewer, ChatId chat, Func<string> makeName, CancellationToken cancellation)
        => await chats.FindAsync(chat, viewer.Id, clock.Now(), cancellation) is { My: not null } view
            && (await ShowAsync(viewer, [view], makeName, cancellation)) is [var pair] ? pair : ChatRights.NoSuchChat;

    /// <summary>What waits for this person in all pairs together.</summary>
    public async ValueTask<int> CountUnreadAsync(Person viewer, Side side, CancellationToken cancellation)
        => (await GatherAsync(viewer, Of(side) with { Unread = true }, MostSkipped, cancellation)).Views.Sum(view => view.UnreadCount);

    private static ChatFilter Of(Side side) => new() { Kind = ChatKind.Listing, Role = side == Side.Buyer ? MemberRole.Buyer : MemberRole.Seller };

    /// <returns>As many as are enough, if there are so many; and those of them that only a mark set by hand calls unread: no message waits there.</returns>
    private async ValueTask<(List<ChatView> Views, List<ChatView> Reminders)> GatherAsync(
        Person viewer, ChatFilter filter, int enough, CancellationToken cancellation)
    {
        var (views, reminders) = (new List<ChatView>(), new List<ChatView>());
        string? from = null;
        do
        {
            var page = await chats.ListAsync(viewer.Id, filter, new PageRequest(PageRequest.MaxLimit, from), clock.Now(), cancellation);
            foreach (var view in page.Items.Where(view => view.ParticipantCount == 2))
                (filter.Unread == true && view.UnreadCount == 0 ? reminders : views).Add(view);
            from = page.Next;
        }
        while (from is not null && views.Count < enough);
        return ([.. Ordered(views)], reminders);
    }

    /// <summary>Pinned ones come first from the store; this order has no pins.</summary>
    private static IEnumerable<ChatView> Ordered(IEnumerable<ChatView> views) => views.OrderByDescending(view => view.LastMessage?.SentAt ?? view.Chat.CreatedAt);

    private async ValueTask<IReadOnlyList<SeenPair>> ShowAsync(
        Person viewer, IReadOnlyList<ChatView> views, Func<string> makeName, CancellationToken cancellation)
    {
        var found = (await pairs.FindManyAsync([.. views.Select(view => view.Chat.Id)], makeName, cancellation)).ToDictionary(pair => pair.ChatId);
        var shown = views.Where(view => found.ContainsKey(view.Chat.Id)).Select(view => (View: view, Pair: found[view.Chat.Id])).ToList();
        var otherIds = shown.Select(one => one.Pair.SideOf(viewer.Id) == Side.Seller ? one.Pair.Buyer.Id : one.Pair.Seller.Id);
        var others = await see.RunAsync(viewer.Id, [.. otherIds], cancellation);
        return [.. shown.Zip(others, (one, other) => new SeenPair(one.Pair, one.View, other))];
    }
}

/// <summary>A pair as one of the two sees it.</summary>
/// <param name="Other">Whether the other one is here.</param>
public sealed record SeenPair(Pair Pair, ChatView View, SeenPresence Other);
