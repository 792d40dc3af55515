using Haggle.Core.Limits;
using Haggle.Core.People;
using Haggle.Core.Text;

namespace Haggle.Core.Chats;

/// <summary>A chat about a deal, as marketplaces make them: a new one every time, with whoever they name in it.</summary>
public sealed class OpenDealChat(IChats chats, IRateLimits rates, IDelivery delivery, ChatLimits limits, TimeProvider clock)
{
    public const int TitleCharacters = 255;

    /// <summary>People in one such chat.</summary>
    public const int MostPeople = 100;

    /// <summary>Bytes of <see cref="Chat.Metadata"/>.</summary>
    public const int MetadataBytes = 8 * 1024;

    /// <param name="opener">Whose wish it is, and whose allowance; null: the marketplace's own.</param>
    /// <param name="people">Everybody in it; the first one leads. Nobody twice.</param>
    /// <param name="deal">What it is about.</param>
    /// <returns>The chat; <see cref="RefusalKind.Invalid"/> <c>title</c>, <c>participant_ids</c>, <c>metadata</c>; <see cref="RefusalKind.TooFast"/>.</returns>
    public async ValueTask<Result<Chat>> RunAsync(Person? opener, IReadOnlyList<Person> people, Deal deal, CancellationToken cancellation)
    {
        if (Check(deal, limits) is { } wrong)
            return wrong;
        if (people.Count > MostPeople)
            return Refusal.Invalid("participant_ids", $"At most {MostPeople} people");
        if (opener is not null && rates.TakeChat(opener) is { } tooFast)
            return tooFast;
        NewMember[] members = [.. people.Select((person, place) => new NewMember(person.Id, place == 0 ? MemberRole.Owner : MemberRole.Member))];
        var wanted = new NewChat(deal.Kind, deal.Title, members, opener?.Id ?? Person.System, clock.Now()) { ListingId = deal.ListingId, TransactionId = deal.TransactionId, Metadata = deal.Metadata };
        using var announcer = delivery.Begin();
        var opened = await chats.OpenAsync(wanted, cancellation);
        announcer.Announce(new ChatOpened(opened.Chat, null, opened.Participants));
        return opened.Chat;
    }

    internal static Refusal? Check(Deal deal, ChatLimits limits)
        => CodePoints.Count(deal.Title) > Math.Max(TitleCharacters, limits.TitleCharacters) || !WellFormed.IsWellFormed(deal.Title)
            ? Refusal.Invalid("title", $"At most {TitleCharacters} characters, none of them broken")
            : deal.Metadata is { } metadata && (System.Text.Encoding.UTF8.GetByteCount(metadata) > MetadataBytes || metadata.Contains("\\u0000", StringComparison.Ordinal))
                ? Refusal.Invalid("chat_metadata", $"At most {MetadataBytes} bytes, none of them NUL")
                : null;
}

/// <param name="Kind">Listing, completion, support or dispute.</param>
/// <param name="Title">Empty for none.</param>
/// <param name="ListingId">The marketplace's id, or null.</param>
/// <param name="TransactionId">The marketplace's number, or null.</param>
/// <param name="Metadata">A JSON object as text, or null.</param>
public sealed record Deal(ChatKind Kind, string Title, string? ListingId, long? TransactionId, string? Metadata);
