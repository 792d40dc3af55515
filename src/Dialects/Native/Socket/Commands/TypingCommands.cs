using System.Text.Json.Serialization;
using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.Presence;
using Haggle.Dialects.Native.Shapes;

namespace Haggle.Dialects.Native.Socket.Commands;

/// <summary><c>typing.start</c> and <c>typing.stop</c>: heard by the others, answered by nothing.</summary>
internal sealed class TypingCommands(SayTyping say) : ICommands
{
    public IEnumerable<(string, Func<Command, CancellationToken, ValueTask<Outcome>>)> All =>
    [
        ("typing.start", (command, cancellation) => SayAsync(command, starts: true, cancellation)),
        ("typing.stop", (command, cancellation) => SayAsync(command, starts: false, cancellation)),
    ];

    private async ValueTask<Outcome> SayAsync(Command command, bool starts, CancellationToken cancellation)
    {
        if (!command.Read(NativeJson.Wire.TypingJson).TryGet(out var typing, out var refusal))
            return Outcome.Of(refusal);
        if (typing.ChatId is not { } chat)
            return Outcome.Of(Refusal.Invalid("chat_id", "Field required"));
        var kind = TypingKind.Text;
        if (typing.Kind is not null && !Words.TryParse(typing.Kind, static candidate => candidate.Word(), out kind))
            return Outcome.Of(Refusal.Invalid("kind", "text, voice or file"));
        var said = await say.RunAsync(command.From.Person, new ChatId(chat), kind, starts, cancellation);
        return said.Refusal is { } no ? Outcome.Of(no) : Outcome.Silent;
    }
}

internal sealed record TypingJson(
    [property: JsonPropertyName("chat_id")] long? ChatId,
    [property: JsonPropertyName("kind")] string? Kind);
