using System.Collections.Concurrent;
using Haggle.Core.Chats;
using Haggle.Core.People;

namespace Haggle.Dialects.Lais.Socket;

/// <summary>What this wire calls the people of one chat.</summary>
internal sealed class Roster
{
    private readonly ConcurrentDictionary<PersonId, string> names = new();

    /// <summary>Who is unknown goes by our own number until the roster has been read again, which follows at once.</summary>
    public string NameOf(PersonId person) => names.TryGetValue(person, out var name) ? name : person.ToString();

    public void Learn(Person person) => names[person.Id] = person.ExternalId;

    public void Learn(IEnumerable<Participant> participants)
    {
        foreach (var one in participants)
            Learn(one.Person);
    }
}
