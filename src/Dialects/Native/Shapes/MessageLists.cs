using System.Text.Json.Serialization;
using Haggle.Core.Messages;

namespace Haggle.Dialects.Native.Shapes;

/// <summary>What a message said from <c>ts</c> until the next edit.</summary>
internal sealed record EditJson(
    [property: JsonPropertyName("content")] string Content,
    [property: JsonPropertyName("ts")] DateTimeOffset Ts)
{
    public static EditJson From(Edit edit) => new(edit.Content, edit.At);
}

/// <summary>Who reacted with what.</summary>
internal sealed record ReactorJson(
    [property: JsonPropertyName("user_id")] long UserId,
    [property: JsonPropertyName("emoji")] string Emoji,
    [property: JsonPropertyName("reacted_at")] DateTimeOffset ReactedAt)
{
    public static ReactorJson From(Reaction reaction) => new(reaction.PersonId.Value, reaction.Emoji, reaction.At);
}

/// <summary>How far a message got with one member; null where it did not, or where reading is private.</summary>
internal sealed record MessageReceiptJson(
    [property: JsonPropertyName("user_id")] long UserId,
    [property: JsonPropertyName("delivered_at")] DateTimeOffset? DeliveredAt,
    [property: JsonPropertyName("read_at")] DateTimeOffset? ReadAt)
{
    public static MessageReceiptJson From(Receipt receipt) => new(receipt.PersonId.Value, receipt.DeliveredAt, receipt.ReadAt);
}
