using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Haggle.Dialects.FastApi;
using Haggle.Dialects.Native.Requests;
using Haggle.Dialects.Native.Shapes;
using Haggle.Dialects.Native.Socket;
using Haggle.Dialects.Native.Socket.Commands;

namespace Haggle.Dialects.Native;

/// <summary>Every shape of the native wire, compiled once. Cyrillic stays readable; <c>&lt;</c>, <c>&gt;</c> and <c>&amp;</c> are escaped.</summary>
[JsonSourceGenerationOptions(Converters = [typeof(UtcInstant), typeof(ChangeConverter)], MaxDepth = MaxDepth)]
[JsonSerializable(typeof(ErrorJson))]
[JsonSerializable(typeof(InvalidJson))]
[JsonSerializable(typeof(UserJson))]
[JsonSerializable(typeof(MeJson))]
[JsonSerializable(typeof(ParticipantJson))]
[JsonSerializable(typeof(MessageJson))]
[JsonSerializable(typeof(BasicMessageJson))]
[JsonSerializable(typeof(ChatJson))]
[JsonSerializable(typeof(ChatSettingsJson))]
[JsonSerializable(typeof(ListingJson))]
[JsonSerializable(typeof(UnreadJson))]
[JsonSerializable(typeof(SyncChatJson))]
[JsonSerializable(typeof(SendMessageJson))]
[JsonSerializable(typeof(PresenceJson))]
[JsonSerializable(typeof(SessionStartedJson))]
[JsonSerializable(typeof(LimitsJson))]
[JsonSerializable(typeof(TimingsJson))]
[JsonSerializable(typeof(SessionExpiringJson))]
[JsonSerializable(typeof(ServerDrainingJson))]
[JsonSerializable(typeof(ReasonJson))]
[JsonSerializable(typeof(SyncCompletedJson))]
[JsonSerializable(typeof(MessageDeletedJson))]
[JsonSerializable(typeof(ReactionJson))]
[JsonSerializable(typeof(PinJson))]
[JsonSerializable(typeof(ReceiptJson))]
[JsonSerializable(typeof(TypingStartedJson))]
[JsonSerializable(typeof(TypingStoppedJson))]
[JsonSerializable(typeof(ChatUpdatedJson))]
[JsonSerializable(typeof(ChatRemovedJson))]
[JsonSerializable(typeof(ChatOutdatedJson))]
[JsonSerializable(typeof(ChatSettingsUpdatedJson))]
[JsonSerializable(typeof(UnreadUpdatedJson))]
[JsonSerializable(typeof(MemberJson))]
[JsonSerializable(typeof(MemberRemovedJson))]
[JsonSerializable(typeof(ListingUpdatedJson))]
[JsonSerializable(typeof(BlockUpdatedJson))]
[JsonSerializable(typeof(ServerTimeJson))]
[JsonSerializable(typeof(EmptyJson))]
[JsonSerializable(typeof(MessagePageJson))]
[JsonSerializable(typeof(MessageTargetJson))]
[JsonSerializable(typeof(ReceiptTargetJson))]
[JsonSerializable(typeof(MovedJson))]
[JsonSerializable(typeof(PositionJson))]
[JsonSerializable(typeof(HistoryJson))]
[JsonSerializable(typeof(SessionStartJson))]
[JsonSerializable(typeof(SessionRefreshJson))]
[JsonSerializable(typeof(ExpiresJson))]
[JsonSerializable(typeof(TypingJson))]
[JsonSerializable(typeof(PresenceSetJson))]
[JsonSerializable(typeof(PresenceWatchJson))]
[JsonSerializable(typeof(ItemsJson<PresenceJson>))]
[JsonSerializable(typeof(OpenDirectJson))]
[JsonSerializable(typeof(OpenGroupJson))]
[JsonSerializable(typeof(OpenListingJson))]
[JsonSerializable(typeof(OpenSupportJson))]
[JsonSerializable(typeof(EditChatJson))]
[JsonSerializable(typeof(SettingsJson))]
[JsonSerializable(typeof(AddMembersJson))]
[JsonSerializable(typeof(GiveRoleJson))]
[JsonSerializable(typeof(EditMessageJson))]
[JsonSerializable(typeof(ForwardJson))]
[JsonSerializable(typeof(ServerMessageJson))]
[JsonSerializable(typeof(SyncRequestJson))]
[JsonSerializable(typeof(UpToJson))]
[JsonSerializable(typeof(PutListingJson))]
[JsonSerializable(typeof(ListJson<ChatJson>))]
[JsonSerializable(typeof(ListJson<ParticipantJson>))]
[JsonSerializable(typeof(ItemsJson<ParticipantJson>))]
[JsonSerializable(typeof(ItemsJson<MessageJson>))]
[JsonSerializable(typeof(ItemsJson<EditJson>))]
[JsonSerializable(typeof(ItemsJson<ReactorJson>))]
[JsonSerializable(typeof(ItemsJson<MessageReceiptJson>))]
[JsonSerializable(typeof(ReadJson))]
[JsonSerializable(typeof(SyncJson))]
[JsonSerializable(typeof(TokensJson))]
[JsonSerializable(typeof(ItemsJson<SessionJson>))]
[JsonSerializable(typeof(MergedJson))]
[JsonSerializable(typeof(TicketJson))]
[JsonSerializable(typeof(ListJson<UserJson>))]
[JsonSerializable(typeof(RegisterJson))]
[JsonSerializable(typeof(LoginJson))]
[JsonSerializable(typeof(RefreshTokenJson))]
[JsonSerializable(typeof(GuestJson))]
[JsonSerializable(typeof(ClaimGuestJson))]
[JsonSerializable(typeof(ExchangeJson))]
[JsonSerializable(typeof(PasswordJson))]
[JsonSerializable(typeof(ProfileJson))]
[JsonSerializable(typeof(PersonToldJson))]
[JsonSerializable(typeof(MintTokenJson))]
internal sealed partial class NativeJson : JsonSerializerContext
{
    /// <summary>Deeper JSON than this is refused.</summary>
    public const int MaxDepth = 32;

    public static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);

    /// <summary>The context with our encoder; the source generator cannot be told one.</summary>
    public static readonly NativeJson Wire = new(new JsonSerializerOptions { Converters = { new UtcInstant(), new ChangeConverter() }, MaxDepth = MaxDepth, Encoder = Encoder });

    public static readonly JsonWriterOptions Writer = new() { Encoder = Encoder, SkipValidation = true };
}
