using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.Outbox;

namespace Haggle.Integrations.RabbitMq;

/// <summary>Sales whose buyer confirms the delivery: they get a chat, and the other services hear of it. Source: contracts/gametrade-events.md.</summary>
internal sealed class SaleEvents(OpenCompletionChat open, TimeProvider clock) : ISubscriber
{
    public IEnumerable<Subscription> Subscriptions => [new(Topology.NotificationEvents, "notification.chat.required", OpenAsync)];

    private async ValueTask<string?> OpenAsync(ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        if (Payload.Read(body, "open_completion_chat") is not { } told
            || told.Id("sale_id") is not { } sale
            || told.Id("buyer_id") is not { } buyer
            || told.Id("seller_id") is not { } seller
            || told.Id("transaction_id") is not { } transaction)
            return Refusals.NotUnderstood;
        var timestamp = told.Text("timestamp") ?? clock.Now().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
        var opened = await open.RunAsync(
            new SaleToComplete(sale, transaction, Text(buyer), Text(seller), told.Id("listing_id") is { } listing ? Text(listing) : null),
            text => Message(sale, transaction, text, timestamp),
            cancellation);
        return opened.Refusal?.ToReason();
    }

    private static OutgoingEvent Message(int sale, int transaction, string text, string timestamp)
        => new(
            Topology.ChatMessages, $"chat.completion_{sale}",
            JsonSerializer.Serialize(
                new CompletionMessage("system", $"completion_{sale}", text, timestamp, new CompletionMetadata(sale, transaction)), EventJson.Readable.CompletionMessage));

    private static string Text(int id) => id.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Wire names are spelled out, so that renaming ours can never change theirs.</summary>
internal sealed record CompletionMessage(
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("chat_id")] string ChatId,
    [property: JsonPropertyName("content")] string Content,
    [property: JsonPropertyName("timestamp")] string Timestamp,
    [property: JsonPropertyName("message_metadata")] CompletionMetadata Metadata);

internal sealed record CompletionMetadata([property: JsonPropertyName("sale_id")] int SaleId, [property: JsonPropertyName("transaction_id")] int TransactionId);

[JsonSerializable(typeof(CompletionMessage))]
internal sealed partial class EventJson : JsonSerializerContext
{
    public static readonly EventJson Readable = new(new JsonSerializerOptions { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) });
}
