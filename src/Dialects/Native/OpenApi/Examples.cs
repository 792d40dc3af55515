using System.Text.Json;
using System.Text.Json.Nodes;
using Haggle.Dialects.Native.Requests;
using Haggle.Dialects.Native.Shapes;

namespace Haggle.Dialects.Native.OpenApi;

/// <summary>One example for each shape. Answers are made of the shapes themselves, so that they cannot show a field that is not there.</summary>
internal static class Examples
{
    private static readonly DateTimeOffset Then = new(2026, 1, 15, 9, 30, 2, 518, 204, TimeSpan.Zero);

    private static readonly ParticipantJson Anna = new(7, "anna@example.com", "Анна", "anna", null, Then, "account", "member", Then, 41, 42);

    private static readonly ParticipantJson Boris = new(9, null, "Boris", "boris", null, Then, "account", "member", Then, 42, 42);

    private static readonly MoneyJson Price = new(129900, "RUB");

    private static readonly ListingJson Listing = new("bike-17", "Blue bicycle", Price, "https://shop.example/bike.jpg", "https://shop.example/bike-17", 9, "active", true, Then);

    private static readonly MessageJson Message = new(
        311, 12, 7, "text", "Ещё продаёте?", default, Then, 42, 57, "c-01", new QuoteJson(300, 41, 9, "text", "The blue one?"), null, [9], [],
        [new ReactionCountJson("👍", 1, false)], null, null, null, "sent");

    private static readonly ChatSettingsJson Settings = new("member", 41, 42, null, "all", false, true, false, null, ["bicycles"], "Wants to pay in cash", default);

    private static readonly ChatJson Chat = new(
        12, "Анна & Boris", false, Then, [Anna, Boris], "direct", "active", null, null, 0, "all", true, null, default, 2, 42, 57, Message, 1, 0, [300],
        ["send", "react", "pin"], Settings);

    private static readonly UnreadJson Unread = new(3, 14, 1, 1, 5);

    private static readonly MeJson Me = new(7, "anna@example.com", "Анна", "anna", null, Then, "account", "user", "7", false, "Bicycles and tea", "ru", "Europe/Moscow", true, "everyone");

    private static readonly UserJson User = new(9, "Boris", "boris", null, "account", Then, new PresenceJson(9, "online", null));

    private static readonly TokensJson Tokens = new() { AccessToken = "eyJhbGciOi…", RefreshToken = "eyJhbGciOi…", ExpiresIn = 900, User = Me };

    private static readonly Dictionary<Type, JsonNode?> All = new()
    {
        [typeof(ChatJson)] = Shown(Chat, NativeJson.Wire.ChatJson),
        [typeof(ListJson<ChatJson>)] = Shown(new ListJson<ChatJson>([Chat], "eyJiIjoxMn0"), NativeJson.Wire.ListJsonChatJson),
        [typeof(UnreadJson)] = Shown(Unread, NativeJson.Wire.UnreadJson),
        [typeof(ChatSettingsJson)] = Shown(Settings, NativeJson.Wire.ChatSettingsJson),
        [typeof(ParticipantJson)] = Shown(Anna, NativeJson.Wire.ParticipantJson),
        [typeof(ListJson<ParticipantJson>)] = Shown(new ListJson<ParticipantJson>([Anna, Boris], null), NativeJson.Wire.ListJsonParticipantJson),
        [typeof(ItemsJson<ParticipantJson>)] = Shown(new ItemsJson<ParticipantJson>([Boris]), NativeJson.Wire.ItemsJsonParticipantJson),
        [typeof(MessageJson)] = Shown(Message, NativeJson.Wire.MessageJson),
        [typeof(ItemsJson<MessageJson>)] = Shown(new ItemsJson<MessageJson>([Message]), NativeJson.Wire.ItemsJsonMessageJson),
        [typeof(MessagePageJson)] = Shown(new MessagePageJson([Message], true, false, 42, 57), NativeJson.Wire.MessagePageJson),
        [typeof(ItemsJson<EditJson>)] = Shown(new ItemsJson<EditJson>([new EditJson("Ещё продаете?", Then)]), NativeJson.Wire.ItemsJsonEditJson),
        [typeof(ItemsJson<ReactorJson>)] = Shown(new ItemsJson<ReactorJson>([new ReactorJson(9, "👍", Then)]), NativeJson.Wire.ItemsJsonReactorJson),
        [typeof(ItemsJson<MessageReceiptJson>)] = Shown(new ItemsJson<MessageReceiptJson>([new MessageReceiptJson(9, Then, null)]), NativeJson.Wire.ItemsJsonMessageReceiptJson),
        [typeof(ReadJson)] = Shown(new ReadJson(42, 0), NativeJson.Wire.ReadJson),
        [typeof(SyncJson)] = Shown(new SyncJson([new SyncChatJson(Chat, [Message], [], false, false)], [10], Unread, Then), NativeJson.Wire.SyncJson),
        [typeof(ListingJson)] = Shown(Listing, NativeJson.Wire.ListingJson),
        [typeof(MeJson)] = Shown(Me, NativeJson.Wire.MeJson),
        [typeof(UserJson)] = Shown(User, NativeJson.Wire.UserJson),
        [typeof(ListJson<UserJson>)] = Shown(new ListJson<UserJson>([User], null), NativeJson.Wire.ListJsonUserJson),
        [typeof(ItemsJson<PresenceJson>)] = Shown(new ItemsJson<PresenceJson>([new PresenceJson(9, "offline", Then)]), NativeJson.Wire.ItemsJsonPresenceJson),
        [typeof(TokensJson)] = Shown(Tokens, NativeJson.Wire.TokensJson),
        [typeof(ItemsJson<SessionJson>)] = Shown(
            new ItemsJson<SessionJson>([new SessionJson(5, "Anna's phone", "203.0.113.7", "Mozilla/5.0", Then, Then, true)]), NativeJson.Wire.ItemsJsonSessionJson),
        [typeof(MergedJson)] = Shown(new MergedJson([12]), NativeJson.Wire.MergedJson),
        [typeof(TicketJson)] = Shown(new TicketJson("f3a9…", 30), NativeJson.Wire.TicketJson),

        [typeof(RegisterJson)] = Asked("""{"email": "anna@example.com", "password": "password123", "display_name": "Анна"}"""),
        [typeof(LoginJson)] = Asked("""{"email": "anna@example.com", "password": "password123"}"""),
        [typeof(RefreshTokenJson)] = Asked("""{"refresh_token": "eyJhbGciOi…"}"""),
        [typeof(GuestJson)] = Asked("""{"display_name": "Guest from the north"}"""),
        [typeof(ClaimGuestJson)] = Asked("""{"guest_refresh_token": "eyJhbGciOi…"}"""),
        [typeof(ExchangeJson)] = Asked("""{"token": "eyJhbGciOi…"}"""),
        [typeof(PasswordJson)] = Asked("""{"current_password": "password123", "new_password": "a longer password"}"""),
        [typeof(ProfileJson)] = Asked("""{"bio": "Bicycles and tea", "time_zone": "Europe/Moscow", "read_receipts": true}"""),
        [typeof(PersonToldJson)] = Asked("""{"display_name": "Boris", "email": "boris@example.com", "disabled": false}"""),
        [typeof(MintTokenJson)] = Asked("""{"external_id": "u-9", "expires_in": 900}"""),
        [typeof(OpenDirectJson)] = Asked("""{"user_id": 9}"""),
        [typeof(OpenGroupJson)] = Asked("""{"title": "Cyclists", "member_ids": [9, 11], "description": "Rides on Sundays"}"""),
        [typeof(OpenListingJson)] = Asked("""{"listing_id": "bike-17", "seller_id": 9, "listing": {"title": "Blue bicycle", "price": {"amount": 129900, "currency": "RUB"}, "image_url": null, "url": "https://shop.example/bike-17"}}"""),
        [typeof(OpenSupportJson)] = Asked("""{"topic": "I cannot pay"}"""),
        [typeof(EditChatJson)] = Asked("""{"title": "Cyclists of the north", "slow_mode_s": 10, "send_by": "all"}"""),
        [typeof(SettingsJson)] = Asked("""{"pinned": true, "muted_until": "2026-02-01T00:00:00Z", "notify": "mentions", "labels": ["bicycles"], "note": null}"""),
        [typeof(AddMembersJson)] = Asked("""{"user_ids": [11]}"""),
        [typeof(GiveRoleJson)] = Asked("""{"role": "admin"}"""),
        [typeof(SendMessageJson)] = Asked("""{"chat_id": 12, "content": "Ещё продаёте?", "client_message_id": "c-01"}"""),
        [typeof(EditMessageJson)] = Asked("""{"content": "Ещё продаёте велосипед?"}"""),
        [typeof(ForwardJson)] = Asked("""{"chat_ids": [14]}"""),
        [typeof(ServerMessageJson)] = Asked("""{"chat_id": 12, "content": "The parcel has arrived", "client_message_id": "parcel-5"}"""),
        [typeof(SyncRequestJson)] = Asked("""{"chats": [[12, 40, 55]], "limit_per_chat": 100}"""),
        [typeof(UpToJson)] = Asked("""{"up_to_seq": 42}"""),
        [typeof(PutListingJson)] = Asked("""{"title": "Blue bicycle", "price": {"amount": 119900, "currency": "RUB"}, "seller_external_id": "u-9", "state": "active"}"""),
    };

    /// <summary>Null where a shape needs none.</summary>
    public static JsonNode? Of(Type? shape) => shape is not null && All.TryGetValue(shape, out var example) ? example?.DeepClone() : null;

    public static JsonNode? OfRefusal(int status) => status switch
    {
        401 => Asked("""{"detail": "Not authenticated", "code": "unauthorized"}"""),
        403 => Asked("""{"detail": "You may not do this", "code": "forbidden"}"""),
        404 => Asked("""{"detail": "Not found", "code": "not_found"}"""),
        409 => Asked("""{"detail": "Not possible in this state", "code": "conflict"}"""),
        412 => Asked("""{"detail": "It has changed since you looked", "code": "precondition_failed"}"""),
        413 => Asked("""{"detail": "A request is at most 256 KiB", "code": "too_large"}"""),
        415 => Asked("""{"detail": "Unsupported media type", "code": "unsupported_media"}"""),
        422 => Asked("""{"detail": [{"loc": ["body", "content"], "msg": "Field required", "type": "value_error"}], "code": "invalid"}"""),
        429 => Asked("""{"detail": "Too many, slow down", "code": "rate_limited", "retry_after": 3}"""),
        503 => Asked("""{"detail": "The server is busy, retry.", "code": "unavailable", "retry_after": 1}"""),
        _ => null,
    };

    private static JsonNode? Shown<T>(T value, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> shape) => JsonSerializer.SerializeToNode(value, shape);

    private static JsonNode? Asked(string json) => JsonNode.Parse(json);
}
