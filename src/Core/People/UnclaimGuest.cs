using Haggle.Core.Chats;

namespace Haggle.Core.People;

/// <summary>Takes the claim of a guest back: the chats return to it. Possible for <see cref="SessionLimits.ClaimUndo"/>; later it has no effect.</summary>
public sealed class UnclaimGuest(IChats chats, IPeople people, Handover handover, SessionLimits limits, TimeProvider clock)
{
    /// <returns>The chats that went back.</returns>
    public async ValueTask<IReadOnlyList<ChatId>> RunAsync(PersonId account, CancellationToken cancellation)
    {
        var now = clock.Now();
        var returned = await chats.UnmergeAsync(account, now - limits.ClaimUndo, now, cancellation);
        foreach (var (guest, theirs) in await GuestsInAsync(returned, cancellation))
            await handover.TellAsync(account, guest, theirs, cancellation);
        return returned;
    }

    /// <summary>Who has the chats now: the guests in them.</summary>
    private async ValueTask<Dictionary<PersonId, List<ChatId>>> GuestsInAsync(IReadOnlyList<ChatId> returned, CancellationToken cancellation)
    {
        var chatsOf = new Dictionary<PersonId, List<ChatId>>();
        foreach (var chat in returned)
            foreach (var member in (await chats.AudienceAsync(chat, cancellation))?.Members ?? [])
            {
                if (!chatsOf.TryGetValue(member, out var list))
                    chatsOf[member] = list = [];
                list.Add(chat);
            }
        foreach (var person in await people.FindManyAsync(chatsOf.Keys, cancellation))
            if (person.Kind != PersonKind.Guest)
                chatsOf.Remove(person.Id);
        return chatsOf;
    }
}
