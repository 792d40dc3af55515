using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Haggle.Core.Listings;
using Haggle.Core.People;

namespace Haggle.Core.Chats;

/// <summary>What the server itself says in a chat: a sentence for clients that only show text, and the same as data for the others.</summary>
/// <remarks>The data is a JSON object whose <c>kind</c> tells its other members; see contracts/messenger.md, "Message type and payload".</remarks>
internal static class SystemLines
{
    /// <summary>Names in one sentence; the rest is a number.</summary>
    private const int NamesShown = 3;

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static ChatChange.SystemSaid MembersAdded(Person by, IReadOnlyList<Person> added) => Say(
        "member_added", $"{by.DisplayName} added {Names(added)}",
        data =>
        {
            data.WriteNumber("by_id", by.Id.Value);
            data.WriteStartArray("user_ids");
            foreach (var person in added)
                data.WriteNumberValue(person.Id.Value);
            data.WriteEndArray();
        });

    public static ChatChange.SystemSaid MemberLeft(Person person) => Say(
        "member_left", $"{person.DisplayName} left", data => data.WriteNumber("user_id", person.Id.Value));

    public static ChatChange.SystemSaid MemberRemoved(Person by, Person removed) => Say(
        "member_removed", $"{by.DisplayName} removed {removed.DisplayName}",
        data =>
        {
            data.WriteNumber("by_id", by.Id.Value);
            data.WriteNumber("user_id", removed.Id.Value);
        });

    public static ChatChange.SystemSaid OwnerChanged(Person by, PersonId owner) => Say(
        "owner_changed", $"{by.DisplayName} handed the group over",
        data =>
        {
            data.WriteNumber("by_id", by.Id.Value);
            data.WriteNumber("user_id", owner.Value);
        });

    public static ChatChange.SystemSaid ChatClosed(Person by) => Say("chat_closed", $"{by.DisplayName} closed the chat", data => data.WriteNumber("by_id", by.Id.Value));

    public static ChatChange.SystemSaid ChatReopened(Person by) => Say("chat_reopened", $"{by.DisplayName} reopened the chat", data => data.WriteNumber("by_id", by.Id.Value));

    public static ChatChange.SystemSaid SupportAsked(string topic) => Say("support_asked", $"Support was asked for: {topic}", data => data.WriteString("topic", topic));

    /// <param name="before">As it was; the sentence tells what differs in price and state.</param>
    public static ChatChange.SystemSaid ListingChanged(Listing before, Listing now)
    {
        var news = new List<string>();
        if (before.State != now.State)
            news.Add($"is now {Word(now.State)}");
        if (before.Price != now.Price)
            news.Add(now.Price is { } price ? $"costs {price.Spell()}" : "has no price any more");
        return Say("listing_changed", $"{now.Title} {string.Join(" and ", news)}", data =>
        {
            data.WriteString("listing_id", now.ExternalId);
            data.WriteString("old_state", Word(before.State));
            data.WriteString("state", Word(now.State));
            Write(data, "old_price", before.Price);
            Write(data, "price", now.Price);
        });
    }

    private static string Names(IReadOnlyList<Person> people)
    {
        var shown = string.Join(", ", people.Take(NamesShown).Select(person => person.DisplayName));
        return people.Count <= NamesShown ? shown : $"{shown} and {people.Count - NamesShown} more";
    }

    private static string Word(ListingState state) => state switch
    {
        ListingState.Active => "active",
        ListingState.Reserved => "reserved",
        ListingState.Sold => "sold",
        ListingState.Removed => "removed",
    };

    private static void Write(Utf8JsonWriter data, string name, Money? price)
    {
        if (price is null)
        {
            data.WriteNull(name);
            return;
        }
        data.WriteStartObject(name);
        data.WriteNumber("amount", price.Amount);
        data.WriteString("currency", price.Currency);
        data.WriteEndObject();
    }

    private static ChatChange.SystemSaid Say(string kind, string sentence, Action<Utf8JsonWriter> writeData)
    {
        var bytes = new ArrayBufferWriter<byte>(256);
        using (var data = new Utf8JsonWriter(bytes, Readable))
        {
            data.WriteStartObject();
            data.WriteString("kind", kind);
            writeData(data);
            data.WriteEndObject();
        }
        return new ChatChange.SystemSaid(sentence, Encoding.UTF8.GetString(bytes.WrittenSpan));
    }
}
