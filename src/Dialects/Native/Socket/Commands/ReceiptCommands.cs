using System.Text.Json.Serialization;
using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.Receipts;

namespace Haggle.Dialects.Native.Socket.Commands;

/// <summary><c>receipt.deliver</c> and <c>receipt.read</c>: how far this person has got.</summary>
internal sealed class ReceiptCommands(MarkRead read, MarkDelivered deliver) : ICommands
{
    public IEnumerable<(string, Func<Command, CancellationToken, ValueTask<Outcome>>)> All =>
    [
        ("receipt.deliver", (command, cancellation) => MarkAsync(command, (chat, seq) => deliver.RunAsync(command.From.Person, chat, seq, cancellation))),
        ("receipt.read", (command, cancellation) => MarkAsync(command, (chat, seq) => read.RunAsync(command.From.Person, chat, seq, cancellation))),
    ];

    private static async ValueTask<Outcome> MarkAsync(Command command, Func<ChatId, long, ValueTask<Result<Moved>>> mark)
    {
        if (!command.Read(NativeJson.Wire.ReceiptTargetJson).TryGet(out var target, out var refusal))
            return Outcome.Of(refusal);
        if (target.ChatId is not { } chat)
            return Outcome.Of(Refusal.Invalid("chat_id", "Field required"));
        if (target.UpToSeq is not { } seq)
            return Outcome.Of(Refusal.Invalid("up_to_seq", "Field required"));
        return (await mark(new ChatId(chat), seq)).TryGet(out var moved, out refusal)
            ? Outcome.Of(new MovedJson(moved.LastReadSeq, moved.LastDeliveredSeq, moved.UnreadCount), NativeJson.Wire.MovedJson)
            : Outcome.Of(refusal);
    }
}

internal sealed record ReceiptTargetJson(
    [property: JsonPropertyName("chat_id")] long? ChatId,
    [property: JsonPropertyName("up_to_seq")] long? UpToSeq);

internal sealed record MovedJson(
    [property: JsonPropertyName("last_read_seq")] long LastReadSeq,
    [property: JsonPropertyName("last_delivered_seq")] long LastDeliveredSeq,
    [property: JsonPropertyName("unread_count")] int UnreadCount);
