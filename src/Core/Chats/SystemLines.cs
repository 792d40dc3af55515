using Haggle.Core.Listings;
using Haggle.Core.People;

namespace Haggle.Core.Chats;

/// <summary>What the server itself says in a chat: a sentence for clients that only show text, and the same as data for the others.</summary>
/// <remarks>Its <c>kind</c> tells what else the data has; see contracts/messenger.md, "Message type and payload".</remarks>
internal static class SystemLines
{
    /// <summary>Names in one sentence; the rest is a number.</summary>
    private const int NamesShown = 3;

    public static ChatChange.SystemSaid MembersAdded(Person by, IReadOnlyList<Person> added) => Say(
        "member_added", $"{by.DisplayName} added {Names(added)}", ("by_id", by.Id.Value), ("user_ids", added.Select(person => person.Id.Value).ToArray()));

    public static ChatChange.SystemSaid MemberLeft(Person person) => Say("member_left", $"{person.DisplayName} left", ("user_id", person.Id.Value));

    public static ChatChange.SystemSaid MemberRemoved(Person by, Person removed) => Say(
        "member_removed", $"{by.DisplayName} removed {removed.DisplayName}", ("by_id", by.Id.Value), ("user_id", removed.Id.Value));

    public static ChatChange.SystemSaid OwnerChanged(Person by, PersonId owner) => Say(
        "owner_changed", $"{by.DisplayName} handed the group over", ("by_id", by.Id.Value), ("user_id", owner.Value));

    public static ChatChange.SystemSaid ChatClosed(Person by) => Say("chat_closed", $"{by.DisplayName} closed the chat", ("by_id", by.Id.Value));

    public static ChatChange.SystemSaid ChatReopened(Person by) => Say("chat_reopened", $"{by.DisplayName} reopened the chat", ("by_id", by.Id.Value));

    public static ChatChange.SystemSaid SupportAsked(string topic) => Say("support_asked", $"Support was asked for: {topic}", ("topic", topic));

    /// <param name="words">In the language of those who read it; null: in the server's.</param>
    public static ChatChange.SystemSaid SupportInvited(Person by, string? words)
        => Say("support_invited", words ?? $"{by.DisplayName} asked support to come", ("by_id", by.Id.Value));

    /// <param name="words">In the language of those who read it; null: in the server's.</param>
    public static ChatChange.SystemSaid SupportJoined(Person person, string? words)
        => Say("support_joined", words ?? $"{person.DisplayName} of support came", ("user_id", person.Id.Value));

    /// <param name="words">In the language of those who read it; null: in the server's.</param>
    public static ChatChange.SystemSaid SupportLeft(Person person, string? words)
        => Say("support_left", words ?? $"{person.DisplayName} of support left", ("user_id", person.Id.Value));

    /// <param name="before">As it was; the sentence tells what differs in price and state.</param>
    public static ChatChange.SystemSaid ListingChanged(Listing before, Listing now)
    {
        var news = new List<string>();
        if (before.State != now.State)
            news.Add($"is now {Word(now.State)}");
        if (before.Price != now.Price)
            news.Add(now.Price is { } price ? $"costs {price.Spell()}" : "has no price any more");
        return Say(
            "listing_changed", $"{now.Title} {string.Join(" and ", news)}", ("listing_id", now.ExternalId),
            ("old_state", Word(before.State)), ("state", Word(now.State)), ("old_price", before.Price), ("price", now.Price));
    }

    /// <summary>Once for each sale, in the language of the marketplace that tells us of sales.</summary>
    public static ChatChange.SystemSaid DeliveryBeingConfirmed(long sale, long transaction) => Say(
        "delivery_being_confirmed", "Покупатель начал подтверждение доставки", ("sale_id", sale), ("transaction_id", transaction)) with { Key = $"sale:{sale}" };

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

    private static ChatChange.SystemSaid Say(string kind, string sentence, params ReadOnlySpan<(string Name, object? Value)> data)
        => new(sentence, new SystemFact([("kind", kind), .. data]));
}
