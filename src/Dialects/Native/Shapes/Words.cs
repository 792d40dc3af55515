using Haggle.Core.Chats;
using Haggle.Core.Listings;
using Haggle.Core.Messages;
using Haggle.Core.People;
using Haggle.Core.Presence;

namespace Haggle.Dialects.Native.Shapes;

/// <summary>The wire's words for our closed sets. Spelled out, so that renaming ours can never change theirs.</summary>
internal static class Words
{
    public static string Word(this PersonKind kind) => kind switch
    {
        PersonKind.Account => "account",
        PersonKind.Guest => "guest",
        PersonKind.System => "system",
    };

    public static string Word(this PersonRole role) => role switch
    {
        PersonRole.User => "user",
        PersonRole.Moderator => "moderator",
        PersonRole.Admin => "admin",
    };

    public static string Word(this PresenceVisibility visibility) => visibility switch
    {
        PresenceVisibility.Everyone => "everyone",
        PresenceVisibility.Contacts => "contacts",
        PresenceVisibility.Nobody => "nobody",
    };

    public static string Word(this PresenceStatus status) => status switch
    {
        PresenceStatus.Offline => "offline",
        PresenceStatus.Away => "away",
        PresenceStatus.Online => "online",
    };

    public static string Word(this ChatKind kind) => kind switch
    {
        ChatKind.Direct => "direct",
        ChatKind.Group => "group",
        ChatKind.Listing => "listing",
        ChatKind.Completion => "completion",
        ChatKind.Support => "support",
        ChatKind.Dispute => "dispute",
    };

    public static string Word(this ChatStatus status) => status switch
    {
        ChatStatus.Active => "active",
        ChatStatus.Archived => "archived",
        ChatStatus.Disputed => "disputed",
        ChatStatus.Resolved => "resolved",
    };

    public static string Word(this SendBy by) => by switch
    {
        SendBy.All => "all",
        SendBy.Admins => "admins",
    };

    public static string Word(this MemberRole role) => role switch
    {
        MemberRole.Owner => "owner",
        MemberRole.Admin => "admin",
        MemberRole.Moderator => "moderator",
        MemberRole.Seller => "seller",
        MemberRole.Buyer => "buyer",
        MemberRole.Member => "member",
        MemberRole.Reader => "reader",
        MemberRole.Observer => "observer",
    };

    public static string Word(this Notify notify) => notify switch
    {
        Notify.All => "all",
        Notify.Mentions => "mentions",
        Notify.None => "none",
    };

    public static string Word(this MessageType type) => type switch
    {
        MessageType.Text => "text",
        MessageType.Image => "image",
        MessageType.Video => "video",
        MessageType.File => "file",
        MessageType.Voice => "voice",
        MessageType.Location => "location",
        MessageType.Offer => "offer",
        MessageType.Listing => "listing",
        MessageType.System => "system",
        MessageType.Deal => "deal",
        MessageType.Call => "call",
    };

    public static string Word(this ListingState state) => state switch
    {
        ListingState.Active => "active",
        ListingState.Reserved => "reserved",
        ListingState.Sold => "sold",
        ListingState.Removed => "removed",
    };

    public static string Word(this TypingKind kind) => kind switch
    {
        TypingKind.Text => "text",
        TypingKind.Voice => "voice",
        TypingKind.File => "file",
    };

    public static string Word(this Permission permission) => permission switch
    {
        Permission.Send => "send",
        Permission.React => "react",
        Permission.Pin => "pin",
        Permission.Invite => "invite",
        Permission.Remove => "remove",
        Permission.Edit => "edit",
        Permission.GiveRoles => "give_roles",
        Permission.DeleteOthers => "delete_others",
        Permission.Delete => "delete",
        Permission.Close => "close",
    };

    /// <summary>The value whose word this is; false for a word that the wire does not have.</summary>
    public static bool TryParse<T>(string? word, Func<T, string> wordOf, out T value)
        where T : struct, Enum
    {
        foreach (var candidate in Enum.GetValues<T>())
        {
            if (wordOf(candidate) != word)
                continue;
            value = candidate;
            return true;
        }
        value = default;
        return false;
    }
}
