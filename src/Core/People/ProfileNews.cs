using Haggle.Core.Chats;

namespace Haggle.Core.People;

/// <summary>Tells everyone who sees a profile that it has changed.</summary>
public sealed class ProfileNews(IPeople people, IKnownCallers known, IDelivery delivery)
{
    /// <summary>So many contacts hear of it at once; the others see it when they look.</summary>
    private const int Contacts = 1_000;

    public async ValueTask TellAsync(Person changed, CancellationToken cancellation)
    {
        known.Forget(changed.Id);
        var news = new PersonChanged(changed);
        delivery.Tell(changed.Id, news);
        foreach (var contact in await people.ContactsAsync(changed.Id, Contacts, cancellation))
            delivery.Tell(contact, news);
    }
}
