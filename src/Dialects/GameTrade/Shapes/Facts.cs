using System.Text.Json;
using System.Text.Json.Serialization;
using Haggle.Core.Chats;
using Haggle.Core.Messages;

namespace Haggle.Dialects.GameTrade.Shapes;

/// <summary>What this wire says of a chat beyond what every chat has, kept in <see cref="Chat.Metadata"/>.</summary>
internal sealed record DealFacts(
    [property: JsonPropertyName("chat_metadata"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonElement? ChatMetadata)
{
    public static readonly DealFacts None = new((JsonElement?)null);

    public static DealFacts Of(Chat chat)
    {
        if (chat.Metadata is null)
            return None;
        try
        {
            return JsonSerializer.Deserialize(chat.Metadata, GameTradeJson.Wire.DealFacts) ?? None;
        }
        catch (JsonException) // another door's words
        {
            return None;
        }
    }

    /// <summary>Null when there is nothing to keep.</summary>
    public string? ToText() => this == None ? null : JsonSerializer.Serialize(this, GameTradeJson.Wire.DealFacts);
}

/// <summary>What this wire says with a message beyond its text, kept in <see cref="Message.Payload"/>: bare metadata as they are, the rest in an envelope.</summary>
internal sealed record MessageFacts(
    [property: JsonPropertyName("type"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Type,
    [property: JsonPropertyName("attachments"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonElement? Attachments,
    [property: JsonPropertyName("message_metadata"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonElement? MessageMetadata)
{
    private const string Envelope = "message_facts";

    public static MessageFacts Of(Message message)
    {
        if (message.Payload is null)
            return new(null, null, null);
        using var payload = JsonDocument.Parse(message.Payload);
        return payload.RootElement.TryGetProperty(Envelope, out var facts)
            ? facts.Deserialize(GameTradeJson.Wire.MessageFacts)!
            : new(null, null, payload.RootElement.Clone());
    }

    public string? ToPayload() => this switch
    {
        { Type: null, Attachments: null, MessageMetadata: null } => null,
        { Type: null, Attachments: null, MessageMetadata: { } metadata } => metadata.GetRawText(),
        _ => $$"""{"{{Envelope}}":{{JsonSerializer.Serialize(this, GameTradeJson.Wire.MessageFacts)}}}""",
    };
}
