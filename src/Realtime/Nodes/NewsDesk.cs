using Haggle.Core.Chats;
using Haggle.Core.People;

namespace Haggle.Realtime.Nodes;

/// <summary>What this node has to tell in its next sheet.</summary>
internal sealed class NewsDesk
{
    private readonly Lock gate = new();
    private Dictionary<ChatId, NewsItem> items = [];

    public void Note(ChatEvent happened, IReadOnlyList<PersonId> hearers)
        => Note(new NewsItem(happened.ChatId, happened.Revision - 1, happened is MessageSent sent ? sent.Message.Seq - 1 : null, happened.Revision, hearers));

    public IReadOnlyList<NewsItem> Take()
    {
        lock (gate)
        {
            if (items.Count == 0)
                return [];
            var taken = items;
            items = [];
            return [.. taken.Values];
        }
    }

    /// <summary>They could not be told: they come with the next sheet.</summary>
    public void PutBack(IReadOnlyList<NewsItem> untold)
    {
        foreach (var item in untold)
            Note(item);
    }

    private void Note(NewsItem item)
    {
        lock (gate)
            items[item.ChatId] = items.TryGetValue(item.ChatId, out var known) ? known.With(item) : item;
    }
}
