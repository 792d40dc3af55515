using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;

namespace Haggle.Storage.Relational;

/// <summary>Who was found free to speak in which chat, and at which state of the chat's rights: while that stands, nobody has to look again.</summary>
internal sealed class SpeakingRights
{
    /// <summary>More people who speak at once are judged more often than they would need.</summary>
    private const int Most = 100_000;

    private readonly Dictionary<(ChatId Chat, PersonId? Author), long> found = [];

    /// <returns>The rights under which the posting needs no judgement; null when it has to be judged.</returns>
    public long? Of(Posting posting)
    {
        var draft = posting.Draft;
        if (draft.ReplyTo is not null || draft.ForwardedFrom is not null) // what it refers to has to be looked up in any case
            return null;
        return found.TryGetValue((draft.ChatId, posting.Author), out var rights) ? rights : null;
    }

    public void Learn(Posting posting, long rights)
    {
        if (found.Count >= Most)
            found.Clear();
        found[(posting.Draft.ChatId, posting.Author)] = rights;
    }

    public void Forget(Posting posting) => found.Remove((posting.Draft.ChatId, posting.Author));
}
