using Haggle.Core.Chats;

namespace Haggle.Core.People;

/// <summary>Forgets who a person of the marketplace was. What that person said stays under a pseudonym.</summary>
/// <remarks>Safe to retry: whoever is not there is erased already.</remarks>
public sealed class ErasePerson(IPeople people, IChats chats, ProfileNews news, IDelivery delivery, TimeProvider clock)
{
    public async ValueTask RunAsync(string externalId, CancellationToken cancellation)
    {
        if (PersonRules.CheckExternalId(externalId) is not null
            || await people.FindByExternalIdAsync(PersonKind.Account, externalId, cancellation) is not { } person
            || await people.EraseAsync(person.Id, clock.Now(), cancellation) is not { } renamed)
            return;
        if (await people.FindAsync(person.Id, cancellation) is { } erased)
            await news.TellAsync(erased, cancellation);
        foreach (var chat in renamed)
            await chats.TellOutdatedAsync(delivery, chat, cancellation);
        delivery.Disconnect(person.Id, null, SessionEnd.Erased);
    }
}
