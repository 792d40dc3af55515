using System.Text.Json;

namespace Haggle.Testing;

/// <summary>A message as REST or the socket tells it.</summary>
/// <param name="Seq">0 on a basic socket, which does not tell it.</param>
/// <param name="AuthorId">Null for the system's own.</param>
/// <param name="ClientMessageId">Told to the author only.</param>
/// <param name="Json">All of it.</param>
public sealed record NativeMessage(long Id, long ChatId, long Seq, long? AuthorId, string Content, string? ClientMessageId, JsonElement Json)
{
    public static NativeMessage From(JsonElement json) => new(
        json.GetProperty("id").GetInt64(),
        json.GetProperty("chat_id").GetInt64(),
        json.TryGetProperty("seq", out var seq) ? seq.GetInt64() : 0,
        json.GetProperty("author_id") is { ValueKind: JsonValueKind.Number } author ? author.GetInt64() : null,
        json.GetProperty("content").GetString()!,
        json.TryGetProperty("client_message_id", out var clientId) ? clientId.GetString() : null,
        json);
}
