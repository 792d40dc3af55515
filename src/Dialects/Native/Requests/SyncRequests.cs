using System.Text.Json.Serialization;
using Haggle.Core;
using Haggle.Core.Chats;

namespace Haggle.Dialects.Native.Requests;

/// <summary>Body of <c>POST /sync</c>: for each chat the client knows <c>[chat_id, seq, revision]</c>.</summary>
internal sealed record SyncRequestJson(
    [property: JsonPropertyName("chats")] IReadOnlyList<IReadOnlyList<long>>? Chats,
    [property: JsonPropertyName("limit_per_chat")] int? LimitPerChat)
{
    private const int DefaultLimit = 100;

    public Result<SyncRequest> ToRequest()
        => Chats?.Any(position => position is not { Count: 3 }) == true
            ? Refusal.Invalid("chats", "Each is [chat_id, seq, revision]")
            : new SyncRequest([.. (Chats ?? []).Select(position => new ChatPosition(new ChatId(position[0]), position[1], position[2]))], LimitPerChat ?? DefaultLimit);
}

/// <summary>Body of <c>PUT /chats/{chat_id}/read</c> and <c>…/delivered</c>.</summary>
internal sealed record UpToJson([property: JsonPropertyName("up_to_seq")] long? UpToSeq)
{
    public Result<long> Seq() => UpToSeq is { } seq ? seq : Refusal.Invalid("up_to_seq", "Field required");
}
