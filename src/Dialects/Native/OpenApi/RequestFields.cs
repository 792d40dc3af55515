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
    };
}
