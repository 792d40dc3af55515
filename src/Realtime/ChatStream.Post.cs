using Haggle.Core.Chats;
using Haggle.Core.People;

namespace Haggle.Realtime;

/// <summary>What happened on this node goes to the others as soon as it is known who has to hear of it.</summary>
internal sealed partial class ChatStream
{
    private List<ChatEvent>? unposted; // until the audience is known

    private void Post(ChatEvent happened)
    {
        if (members is not null)
            hub.Post(happened, HearersOf(happened));
        else if ((unposted ??= []).Count < MostWaiting)
            unposted.Add(happened);
    }

    private void PostWaiting()
    {
        foreach (var happened in unposted ?? [])
            hub.Post(happened, HearersOf(happened));
        unposted = null;
    }

    /// <summary>The members, and whoever comes or goes with the event.</summary>
    private PersonId[] HearersOf(ChatEvent happened) => happened switch
    {
        MemberJoined joined when !members!.Contains(joined.Entrant.Person.Id) => [.. members!, joined.Entrant.Person.Id],
        MemberLeft left when !members!.Contains(left.PersonId) => [.. members!, left.PersonId],
        ChatOpened opened => [.. members!.Union(opened.Participants.Select(one => one.Person.Id))],
        ChatDeleted deleted => [.. members!.Union(deleted.Members)],
        _ => members!,
    };
}
