using Haggle.Core.Limits;
using Haggle.Core.Listings;
using Haggle.Core.People;

namespace Haggle.Core.Chats;

/// <summary>What every way to open a chat ends with: get or create, tell the members, look at it with the opener's eyes.</summary>
public sealed class Opening(IChats chats, IRateLimits rates, IDelivery delivery, TimeProvider clock)
{
    /// <param name="mayBeMade">Asked only when the chat does not exist yet: who has been blocked keeps the old chat but gets no new one.</param>
    /// <returns>The chat; the refusal of <paramref name="mayBeMade"/>; <see cref="RefusalKind.TooFast"/> <c>chat</c>.</returns>
    public async ValueTask<Result<OpenedChat>> RunAsync(
        Person opener, NewChat wanted, Listing? listing, Func<ValueTask<Refusal?>>? mayBeMade, CancellationToken cancellation)
    {
        var found = await FindAsync(wanted, cancellation);
        if (found is null)
        {
            if (mayBeMade is not null && await mayBeMade() is { } refusal)
                return refusal;
            if (rates.TakeChat(opener, wanted.IsVouchedFor) is { } tooFast)
                return tooFast;
        }
        var isNew = false;
        if (found is not { } id)
        {
            using var announcer = delivery.Begin();
            var opened = await chats.OpenAsync(wanted, cancellation); // somebody else may open it at this moment: then it is found here
            if (opened.IsNew)
                announcer.Announce(new ChatOpened(opened.Chat, listing, opened.Participants));
            (id, isNew) = (opened.Chat.Id, opened.IsNew);
        }
        return await chats.FindAsync(id, opener.Id, clock.Now(), cancellation) is { My: not null } view ? new OpenedChat(view, isNew) : ChatRights.NoSuchChat;
    }

    private async ValueTask<ChatId?> FindAsync(NewChat wanted, CancellationToken cancellation)
        => wanted is { OnlyOneOf: { } buyer, ListingId: { } listing } ? await chats.FindOfBuyerAsync(listing, buyer, cancellation)
            : wanted.UniqueKey is { } key ? await chats.FindByKeyAsync(key, cancellation)
            : null;
}
