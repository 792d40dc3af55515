using System.Text.Json.Serialization;
using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Dialects.Native.Shapes;

namespace Haggle.Dialects.Native.Socket.Commands;

/// <summary><c>chat.sync</c> and <c>chat.history</c>: one chat brought up to date, and its past a page at a time.</summary>
internal sealed class HistoryCommands(SyncChats sync, GetChat get, PageMessages page, TimeProvider clock) : ICommands
{
    private const int MessagesPerSync = 100;

    public IEnumerable<(string, Func<Command, CancellationToken, ValueTask<Outcome>>)> All =>
    [
        ("chat.sync", SyncAsync),
        ("chat.history", PageAsync),
    ];

    private async ValueTask<Outcome> SyncAsync(Command command, CancellationToken cancellation)
    {
        if (!command.Read(NativeJson.Wire.PositionJson).TryGet(out var position, out var refusal))
            return Outcome.Of(refusal);
        if (position.ChatId is not { } chat)
            return Outcome.Of(Refusal.Invalid("chat_id", "Field required"));
        var at = new ChatPosition(new ChatId(chat), position.Seq ?? 0, position.Revision ?? 0);
        var request = new SyncRequest([at], MessagesPerSync, OnlyNamed: true);
        if (!(await sync.RunAsync(command.From.Person, request, cancellation)).TryGet(out var result, out refusal))
            return Outcome.Of(refusal);
        if (result.Removed.Count > 0)
            return Outcome.Of(Refusal.NotFound("chat"));
        if (result.Chats.Count > 0)
            return Outcome.Of(SyncChatJson.From(result.Chats[0], command.From.Viewer, clock.GetUtcNow()), NativeJson.Wire.SyncChatJson);
        // Nothing changed; the client asked all the same, so it gets the chat as it is.
        return (await get.RunAsync(command.From.Person, at.ChatId, cancellation)).TryGet(out var view, out refusal)
            ? Outcome.Of(SyncChatJson.From(new ChatSync(view, [], [], More: false, Reset: false), command.From.Viewer, clock.GetUtcNow()), NativeJson.Wire.SyncChatJson)
            : Outcome.Of(refusal);
    }

    private async ValueTask<Outcome> PageAsync(Command command, CancellationToken cancellation)
    {
        if (!command.Read(NativeJson.Wire.HistoryJson).TryGet(out var history, out var refusal))
            return Outcome.Of(refusal);
        if (history.ChatId is not { } chat)
            return Outcome.Of(Refusal.Invalid("chat_id", "Field required"));
        var range = new MessageRange(history.Limit ?? PageRequest.DefaultLimit, history.BeforeSeq, history.AfterSeq, history.AroundSeq);
        return (await page.RunAsync(command.From.Person, new ChatId(chat), range, cancellation)).TryGet(out var found, out refusal)
            ? Outcome.Of(found, command.From.Person.Id)
            : Outcome.Of(refusal);
    }
}

internal sealed record PositionJson(
    [property: JsonPropertyName("chat_id")] long? ChatId,
    [property: JsonPropertyName("seq")] long? Seq,
    [property: JsonPropertyName("revision")] long? Revision);

internal sealed record HistoryJson(
    [property: JsonPropertyName("chat_id")] long? ChatId,
    [property: JsonPropertyName("limit")] int? Limit,
    [property: JsonPropertyName("before_seq")] long? BeforeSeq,
    [property: JsonPropertyName("after_seq")] long? AfterSeq,
    [property: JsonPropertyName("around_seq")] long? AroundSeq);
