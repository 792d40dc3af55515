using Haggle.Core.People;

namespace Haggle.Core.Chats;

/// <summary>A chat to be opened.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Title">As it will be shown.</param>
/// <param name="Members">Who is in it from the start; nobody twice.</param>
/// <param name="CreatedBy">Who opens it.</param>
/// <param name="Now">When.</param>
public sealed record NewChat(ChatKind Kind, string Title, IReadOnlyList<NewMember> Members, PersonId CreatedBy, DateTimeOffset Now)
{
    public string? Description { get; init; }

    public string? ListingId { get; init; }

    public long? TransactionId { get; init; }

    /// <summary>When given and taken, the chat that has it is returned instead. See <see cref="UniqueKeys"/>.</summary>
    public string? UniqueKey { get; init; }

    /// <summary>When given, the oldest chat of this buyer about the listing is returned instead, whoever sells; see <see cref="IChats.FindOfBuyerAsync"/>.</summary>
    public PersonId? OnlyOneOf { get; init; }

    /// <summary>The seller whose next number a new chat gets; null: it gets none. Of parallel openings each gets a number of its own.</summary>
    public PersonId? NumberedFor { get; init; }

    /// <summary>See <see cref="Chat.Metadata"/>.</summary>
    public string? Metadata { get; init; }

    /// <summary>Somebody else answers for the opener: see <see cref="Limits.IRateLimits.TakeChat"/>.</summary>
    public bool IsVouchedFor { get; init; }

    /// <summary>What another system calls it; null when no other system does. Kept only when the chat is new and nobody else has the name.</summary>
    public string? Name { get; init; }
}

public sealed record NewMember(PersonId PersonId, MemberRole Role);

/// <summary>The chat, and whether it was made just now. <see cref="Participants"/> are all of its members.</summary>
public sealed record Opened(Chat Chat, bool IsNew, IReadOnlyList<Participant> Participants);

/// <summary>What makes two openings the same chat.</summary>
public static class UniqueKeys
{
    /// <summary>One chat per pair, whoever begins.</summary>
    public static string Direct(PersonId one, PersonId other)
        => one.Value < other.Value ? $"direct:{one}:{other}" : $"direct:{other}:{one}";

    /// <summary>One chat per listing, buyer and seller.</summary>
    public static string Listing(string listing, PersonId buyer, PersonId seller) => $"listing:{buyer}:{seller}:{listing}";

    /// <summary>One chat per buyer and seller, whatever they talk about.</summary>
    public static string Pair(PersonId buyer, PersonId seller) => $"pair:{buyer}:{seller}";

    /// <summary>One open support chat per person.</summary>
    public static string Support(PersonId person) => $"support:{person}";

    /// <summary>One chat per transaction of the marketplace.</summary>
    public static string Completion(long transaction) => $"completion:{transaction}";

    /// <summary>The key of the same chat when <paramref name="after"/> takes the place of <paramref name="before"/>; keys that name neither stay.</summary>
    public static string? Renamed(string? key, PersonId before, PersonId after)
    {
        var parts = key?.Split(':', 4) ?? [];
        return parts switch
        {
            ["direct", var one, var other] => Direct(Person(one), Person(other)),
            ["listing", var buyer, var seller, var listing] => Listing(listing, Person(buyer), Person(seller)),
            ["pair", var buyer, var seller] => Pair(Person(buyer), Person(seller)),
            ["support", var person] => Support(Person(person)),
            _ => key,
        };

        PersonId Person(string id)
        {
            var person = new PersonId(long.Parse(id, System.Globalization.CultureInfo.InvariantCulture));
            return person == before ? after : person;
        }
    }
}
