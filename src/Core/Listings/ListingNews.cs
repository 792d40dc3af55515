using Haggle.Core.Chats;

namespace Haggle.Core.Listings;

/// <summary>Tells every chat about a listing that it has changed: for the eye as a line of the server when price or state changed, and always as data.</summary>
public sealed class ListingNews(IChats chats, IDelivery delivery, TimeProvider clock)
{
    public async ValueTask TellAsync(Listing before, Listing now, CancellationToken cancellation)
    {
        var changes = Changes(before, now);
        if (changes.Count == 0)
            return;
        foreach (var chat in await chats.OfListingAsync(now.ExternalId, cancellation))
            await chats.ChangeAsync(delivery, chat, _ => Result<IReadOnlyList<ChatChange>>.Of(changes), clock.Now(), cancellation);
    }

    internal static IReadOnlyList<ChatChange> Changes(Listing before, Listing now)
    {
        if (before with { UpdatedAt = now.UpdatedAt } == now)
            return [];
        return before.Price != now.Price || before.State != now.State
            ? [SystemLines.ListingChanged(before, now), new ChatChange.ListingChanged()]
            : [new ChatChange.ListingChanged()];
    }
}
