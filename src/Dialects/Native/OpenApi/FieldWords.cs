using Haggle.Core.Chats;
using Haggle.Core.Listings;
using Haggle.Core.Messages;
using Haggle.Core.People;
using Haggle.Core.Presence;
using Haggle.Dialects.Native.Requests;
using Haggle.Dialects.Native.Shapes;

namespace Haggle.Dialects.Native.OpenApi;

/// <summary>Which text fields hold one of a closed set of words.</summary>
internal static class FieldWords
{
    private static readonly string[] Roles = All<MemberRole>(Words.Word), Kinds = All<PersonKind>(Words.Word);

    private static readonly Dictionary<(Type, string), string[]> Known = new()
    {
        [(typeof(ChatJson), "kind")] = All<ChatKind>(Words.Word),
        [(typeof(ChatJson), "status")] = All<ChatStatus>(Words.Word),
        [(typeof(ChatJson), "send_by")] = All<SendBy>(Words.Word),
        [(typeof(EditChatJson), "send_by")] = All<SendBy>(Words.Word),
        [(typeof(ParticipantJson), "kind")] = Kinds,
        [(typeof(ParticipantJson), "role")] = Roles,
        [(typeof(ChatSettingsJson), "role")] = Roles,
        [(typeof(ChatSettingsJson), "notify")] = All<Notify>(Words.Word),
        [(typeof(SettingsJson), "notify")] = All<Notify>(Words.Word),
        [(typeof(GiveRoleJson), "role")] = ["owner", "admin", "member", "reader"],
        [(typeof(UserJson), "kind")] = Kinds,
        [(typeof(MeJson), "kind")] = Kinds,
        [(typeof(MeJson), "role")] = All<PersonRole>(Words.Word),
        [(typeof(MeJson), "presence_visibility")] = All<PresenceVisibility>(Words.Word),
        [(typeof(ProfileJson), "presence_visibility")] = All<PresenceVisibility>(Words.Word),
        [(typeof(PresenceJson), "status")] = All<PresenceStatus>(Words.Word),
        [(typeof(MessageJson), "type")] = All<MessageType>(Words.Word),
        [(typeof(QuoteJson), "type")] = All<MessageType>(Words.Word),
        [(typeof(MessageJson), "state")] = ["sent", "held", "refused"],
        [(typeof(ListingJson), "state")] = All<ListingState>(Words.Word),
        [(typeof(PutListingJson), "state")] = All<ListingState>(Words.Word),
    };

    /// <summary>Null for a field that may hold any text.</summary>
    public static string[]? Of(Type shape, string field) => Known.GetValueOrDefault((shape, field));

    private static string[] All<T>(Func<T, string> wordOf)
        where T : struct, Enum
        => [.. Enum.GetValues<T>().Select(wordOf)];
}
