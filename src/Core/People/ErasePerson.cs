using Haggle.Core.Chats;

namespace Haggle.Core.People;

/// <summary>Forgets who a person was. What that person said stays under a pseudonym.</summary>
/// <remarks>Safe to retry: whoever is not there is erased already.</remarks>
public sealed class ErasePerson(IPeople people, IChats chats, ProfileNews news, IDelivery delivery, TimeProvider clock)
{
    /// <summary>For the marketplace, which calls the person so.</summary>
    public async ValueTask RunAsync(string externalId, CancellationToken cancellation)
    {
        if (PersonRules.CheckExternalId(externalId) is null && await people.FindByExternalIdAsync(PersonKind.Account, externalId, cancellation) is { } person)
            await RunAsync(person.Id, cancellation);
    }

    /// <returns><see cref="RefusalKind.Forbidden"/> <c>user</c> for who is no administrator.</returns>
    public async ValueTask<Result<Done>> RunAsync(Person caller, PersonId person, CancellationToken cancellation)
    {
        if (caller.Role != PersonRole.Admin)
            return Refusal.Forbidden("user");
        await RunAsync(person, cancellation);
        return default(Done);
    }

    private async ValueTask RunAsync(PersonId id, CancellationToken cancellation)
    {
        if (await people.EraseAsync(id, clock.Now(), cancellation) is not { } renamed)
            return;
        if (await people.FindAsync(id, cancellation) is { } erased)
            await news.TellAsync(erased, cancellation);
        foreach (var chat in renamed)
            await chats.TellOutdatedAsync(delivery, chat, cancellation);
        delivery.Disconnect(id, null, SessionEnd.Erased);
    }
}
