using System.Globalization;
using Haggle.Core.Chats;
using Haggle.Core.People;

namespace Haggle.Dialects.GameTrade.Shapes;

/// <summary>This wire's words for ours.</summary>
internal static class Words
{
    /// <summary>Chats that this wire has no word for are talks about a listing to it.</summary>
    public static string Word(this ChatKind kind) => kind switch
    {
        ChatKind.Completion => "completion",
        ChatKind.Support => "support",
        ChatKind.Dispute => "dispute",
        ChatKind.Listing or ChatKind.Direct or ChatKind.Group => "listing",
    };

    public static ChatKind? KindOf(string word) => word switch
    {
        "listing" => ChatKind.Listing,
        "completion" => ChatKind.Completion,
        "support" => ChatKind.Support,
        "dispute" => ChatKind.Dispute,
        _ => null,
    };

    public static string Word(this ChatStatus status) => status switch
    {
        ChatStatus.Active => "active",
        ChatStatus.Archived => "archived",
        ChatStatus.Disputed => "disputed",
        ChatStatus.Resolved => "resolved",
    };

    public static ChatStatus? StatusOf(string word) => word switch
    {
        "active" => ChatStatus.Active,
        "archived" => ChatStatus.Archived,
        "disputed" => ChatStatus.Disputed,
        "resolved" => ChatStatus.Resolved,
        _ => null,
    };

    /// <summary>The marketplace's number; of somebody whom it knows by other words, ours.</summary>
    public static long Number(this Person person)
        => person.Kind == PersonKind.Account && long.TryParse(person.ExternalId, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : person.Id.Value;

    public static int? ListingNumber(this Chat chat)
        => int.TryParse(chat.ListingId, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
