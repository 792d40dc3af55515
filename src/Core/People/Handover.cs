using Haggle.Core.Chats;

namespace Haggle.Core.People;

/// <summary>Tells two people that chats went from the one to the other, and the others in these chats who is in them now.</summary>
public sealed class Handover(IChats chats, IDelivery delivery, TimeProvider clock)
{
    public async ValueTask TellAsync(PersonId from, PersonId to, IReadOnlyList<ChatId> moved, CancellationToken cancellation)
    {
        delivery.Reconsider(moved); // what was said has a new author: the members hear of it as of every change
        foreach (var chat in moved)
        {
            delivery.Tell(from, new ChatWent(chat));
            await chats.TellOutdatedAsync(delivery, chat, cancellation);
            if (await chats.FindAsync(chat, to, clock.Now(), cancellation) is { My: not null } view)
                delivery.Tell(to, new ChatCame(view));
        }
    }
}
