using System.Text.Json.Serialization;
using Haggle.Core.Messages;
using Haggle.Core.People;

namespace Haggle.Dialects.Native.Shapes;

/// <summary>A part of a chat's past, oldest first.</summary>
internal sealed record MessagePageJson(
    [property: JsonPropertyName("items")] IReadOnlyList<MessageJson> Items,
    [property: JsonPropertyName("has_more_before")] bool HasMoreBefore,
    [property: JsonPropertyName("has_more_after")] bool HasMoreAfter,
    [property: JsonPropertyName("last_seq")] long LastSeq,
    [property: JsonPropertyName("revision")] long Revision)
{
    public static MessagePageJson From(MessagePage page, PersonId viewer) => new(
        [.. page.Items.Select(message => MessageJson.From(message, viewer))], page.HasMoreBefore, page.HasMoreAfter, page.LastSeq, page.Revision);
}
