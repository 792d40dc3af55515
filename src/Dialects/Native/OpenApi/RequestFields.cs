using Haggle.Dialects.Native.Requests;

namespace Haggle.Dialects.Native.OpenApi;

/// <summary>The fields that a request cannot do without; its shape takes them as absent so that their absence is refused in our words.</summary>
internal static class RequestFields
{
    public static readonly IReadOnlyDictionary<Type, string[]> Required = new Dictionary<Type, string[]>
    {
        [typeof(OpenDirectJson)] = ["user_id"],
        [typeof(OpenGroupJson)] = ["title"],
        [typeof(OpenListingJson)] = ["listing_id"],
        [typeof(ListingSnapshotJson)] = ["title"],
        [typeof(OpenSupportJson)] = ["topic"],
        [typeof(AddMembersJson)] = ["user_ids"],
        [typeof(GiveRoleJson)] = ["role"],
        [typeof(SendMessageJson)] = ["chat_id", "content"],
        [typeof(EditMessageJson)] = ["content"],
        [typeof(ForwardJson)] = ["chat_ids"],
        [typeof(ServerMessageJson)] = ["chat_id", "content"],
        [typeof(UpToJson)] = ["up_to_seq"],
        [typeof(RegisterJson)] = ["email", "password", "display_name"],
        [typeof(LoginJson)] = ["email", "password"],
        [typeof(RefreshTokenJson)] = ["refresh_token"],
        [typeof(ClaimGuestJson)] = ["guest_refresh_token"],
        [typeof(ExchangeJson)] = ["token"],
        [typeof(PasswordJson)] = ["current_password", "new_password"],
        [typeof(MintTokenJson)] = ["external_id"],
    };

    /// <summary>Fields of partial updates that can be left out but not cleared.</summary>
    public static readonly IReadOnlySet<string> NeverNull = new HashSet<string> { "title", "send_by", "notify", "state", "display_name", "tag", "presence_visibility" };
}
