using Haggle.Core.Chats;
using Haggle.Core.People;
using Haggle.Realtime.Nodes;

namespace Haggle.Storage.Relational;

/// <summary>The chats of a sheet as bytes: numbers of as many bytes as they need, people as the distance from the one before.</summary>
internal static class NewsItems
{
    public static byte[] Write(IReadOnlyList<NewsItem> items)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write7BitEncodedInt(items.Count);
        foreach (var item in items)
        {
            writer.Write7BitEncodedInt64(item.ChatId.Value);
            writer.Write7BitEncodedInt64(item.AfterRevision);
            writer.Write7BitEncodedInt64(item.Revision - item.AfterRevision);
            writer.Write7BitEncodedInt64(item.AfterSeq + 1 ?? 0);
            writer.Write7BitEncodedInt(item.Hearers.Count);
            var before = 0L;
            foreach (var hearer in item.Hearers.Select(person => person.Value).Order())
            {
                writer.Write7BitEncodedInt64(hearer - before);
                before = hearer;
            }
        }
        return bytes.ToArray();
    }

    public static IReadOnlyList<NewsItem> Read(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        var items = new NewsItem[reader.Read7BitEncodedInt()];
        for (var i = 0; i < items.Length; i++)
        {
            var (chat, after) = (new ChatId(reader.Read7BitEncodedInt64()), reader.Read7BitEncodedInt64());
            var (revision, seq) = (after + reader.Read7BitEncodedInt64(), reader.Read7BitEncodedInt64());
            var hearers = new PersonId[reader.Read7BitEncodedInt()];
            var before = 0L;
            for (var j = 0; j < hearers.Length; j++)
                hearers[j] = new PersonId(before += reader.Read7BitEncodedInt64());
            items[i] = new NewsItem(chat, after, seq == 0 ? null : seq - 1, revision, hearers);
        }
        return items;
    }
}
