using System.Text.Json.Serialization;
using Haggle.Dialects.Native.Shapes;

namespace Haggle.Dialects.Native.Socket;

// The data of each event, in the order of the contract's table. Source: contracts/messenger.md, "Events".

internal sealed record SessionStartedJson(
    [property: JsonPropertyName("session_id")] long? SessionId,
    [property: JsonPropertyName("user")] MeJson User,
    [property: JsonPropertyName("protocol")] int Protocol,
    [property: JsonPropertyName("server_time")] DateTimeOffset ServerTime,
    [property: JsonPropertyName("ping_interval_ms")] int PingIntervalMs,
    [property: JsonPropertyName("limits")] LimitsJson Limits,
    [property: JsonPropertyName("timings")] TimingsJson Timings,
    [property: JsonPropertyName("unread")] UnreadJson Unread);

internal sealed record LimitsJson(
    [property: JsonPropertyName("content_code_points")] int ContentCodePoints,
    [property: JsonPropertyName("payload_bytes")] int PayloadBytes,
    [property: JsonPropertyName("group_members")] int GroupMembers,
    [property: JsonPropertyName("frame_bytes")] int FrameBytes,
    [property: JsonPropertyName("presence_watched")] int PresenceWatched,
    [property: JsonPropertyName("edit_window_s")] int EditWindowSeconds);

internal sealed record TimingsJson(
    [property: JsonPropertyName("typing_repeat_ms")] int TypingRepeatMs,
    [property: JsonPropertyName("typing_expire_ms")] int TypingExpireMs,
    [property: JsonPropertyName("receipt_ms")] int ReceiptMs);

internal sealed record SessionExpiringJson([property: JsonPropertyName("expires_at")] DateTimeOffset ExpiresAt);

internal sealed record ServerDrainingJson([property: JsonPropertyName("reconnect_in_ms")] long ReconnectInMs);

internal sealed record ReasonJson([property: JsonPropertyName("reason")] string Reason);

internal sealed record SyncCompletedJson(
    [property: JsonPropertyName("removed_chat_ids")] IReadOnlyList<long> RemovedChatIds,
    [property: JsonPropertyName("unread")] UnreadJson Unread);

internal sealed record MessageDeletedJson(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("chat_id")] long ChatId,
    [property: JsonPropertyName("seq")] long Seq,
    [property: JsonPropertyName("revision")] long? Revision,
    [property: JsonPropertyName("deleted_at")] DateTimeOffset DeletedAt,
    [property: JsonPropertyName("deleted_by_id")] long? DeletedById);

internal sealed record ReactionJson(
    [property: JsonPropertyName("chat_id")] long ChatId,
    [property: JsonPropertyName("message_id")] long MessageId,
    [property: JsonPropertyName("user_id")] long UserId,
    [property: JsonPropertyName("emoji")] string Emoji,
    [property: JsonPropertyName("count")] int Count,
    [property: JsonPropertyName("revision")] long Revision);

internal sealed record PinJson(
    [property: JsonPropertyName("chat_id")] long ChatId,
    [property: JsonPropertyName("message_id")] long MessageId,
    [property: JsonPropertyName("user_id")] long UserId,
    [property: JsonPropertyName("pinned_at")] DateTimeOffset? PinnedAt,
    [property: JsonPropertyName("revision")] long Revision);

internal sealed record ReceiptJson(
    [property: JsonPropertyName("chat_id")] long ChatId,
    [property: JsonPropertyName("user_id")] long UserId,
    [property: JsonPropertyName("last_delivered_seq")] long LastDeliveredSeq,
    [property: JsonPropertyName("last_read_seq")] long? LastReadSeq,
    [property: JsonPropertyName("revision")] long Revision);

internal sealed record TypingStartedJson(
    [property: JsonPropertyName("chat_id")] long ChatId,
    [property: JsonPropertyName("user_id")] long UserId,
    [property: JsonPropertyName("kind")] string Kind,
    [property: JsonPropertyName("expires_at")] DateTimeOffset ExpiresAt);

internal sealed record TypingStoppedJson(
    [property: JsonPropertyName("chat_id")] long ChatId,
    [property: JsonPropertyName("user_id")] long UserId,
    [property: JsonPropertyName("kind")] string Kind);

/// <summary>A chat's own fields, without what differs from member to member.</summary>
internal sealed record ChatUpdatedJson(
    [property: JsonPropertyName("chat_id")] long ChatId,
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("title")] string Title,
    [property: JsonPropertyName("is_group")] bool IsGroup,
    [property: JsonPropertyName("created_at")] DateTimeOffset CreatedAt,
    [property: JsonPropertyName("kind")] string Kind,
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("avatar_url")] string? AvatarUrl,
    [property: JsonPropertyName("description")] string? Description,
    [property: JsonPropertyName("slow_mode_s")] int SlowModeSeconds,
    [property: JsonPropertyName("send_by")] string SendBy,
    [property: JsonPropertyName("history_for_new_members")] bool HistoryForNewMembers,
    [property: JsonPropertyName("last_seq")] long LastSeq,
    [property: JsonPropertyName("revision")] long Revision);

internal sealed record ChatRemovedJson(
    [property: JsonPropertyName("chat_id")] long ChatId,
    [property: JsonPropertyName("reason")] string Reason);

internal sealed record ChatOutdatedJson(
    [property: JsonPropertyName("chat_id")] long ChatId,
    [property: JsonPropertyName("current_revision")] long CurrentRevision);

internal sealed record ChatSettingsUpdatedJson(
    [property: JsonPropertyName("chat_id")] long ChatId,
    [property: JsonPropertyName("my")] ChatSettingsJson My);

internal sealed record UnreadUpdatedJson(
    [property: JsonPropertyName("chat_id")] long ChatId,
    [property: JsonPropertyName("unread_count")] int UnreadCount,
    [property: JsonPropertyName("total")] UnreadJson Total);

internal sealed record MemberJson(
    [property: JsonPropertyName("chat_id")] long ChatId,
    [property: JsonPropertyName("participant")] ParticipantJson Participant,
    [property: JsonPropertyName("by_id")] long? ById,
    [property: JsonPropertyName("revision")] long Revision);

internal sealed record MemberRemovedJson(
    [property: JsonPropertyName("chat_id")] long ChatId,
    [property: JsonPropertyName("user_id")] long UserId,
    [property: JsonPropertyName("by_id")] long? ById,
    [property: JsonPropertyName("revision")] long Revision);

internal sealed record ListingUpdatedJson(
    [property: JsonPropertyName("chat_id")] long ChatId,
    [property: JsonPropertyName("listing")] ListingJson Listing,
    [property: JsonPropertyName("revision")] long Revision);

internal sealed record BlockUpdatedJson(
    [property: JsonPropertyName("user_id")] long UserId,
    [property: JsonPropertyName("blocked")] bool Blocked);

internal sealed record ServerTimeJson([property: JsonPropertyName("server_time")] DateTimeOffset ServerTime);

internal sealed record EmptyJson;
