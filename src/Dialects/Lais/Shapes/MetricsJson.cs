using System.Text.Json.Serialization;

namespace Haggle.Dialects.Lais.Shapes;

/// <summary>What this wire is doing on this node now.</summary>
/// <param name="OpenSockets">Of all kinds.</param>
/// <param name="SellerSockets">Of them, those of sellers' inboxes.</param>
/// <param name="ChatsWithSockets">Chats in which somebody is.</param>
/// <param name="Online">Most people first.</param>
internal sealed record MetricsJson(
    [property: JsonPropertyName("open_sockets")] int OpenSockets,
    [property: JsonPropertyName("seller_sockets")] int SellerSockets,
    [property: JsonPropertyName("chats_with_sockets")] int ChatsWithSockets,
    [property: JsonPropertyName("online")] IReadOnlyList<OnlineJson> Online);

internal sealed record OnlineJson(
    [property: JsonPropertyName("chat_id")] long ChatId,
    [property: JsonPropertyName("users_online")] int UsersOnline,
    [property: JsonPropertyName("sockets")] int Sockets);
