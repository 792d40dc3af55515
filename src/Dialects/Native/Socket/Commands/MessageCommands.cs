using System.Text.Json.Serialization;
using Haggle.Core;
using Haggle.Core.Messages;

namespace Haggle.Dialects.Native.Socket.Commands;

/// <summary>What is done to a message that has been said: <c>message.edit</c>, <c>.delete</c>, <c>.pin</c>, <c>.unpin</c>, <c>reaction.add</c>, <c>.remove</c>.</summary>
internal sealed class MessageCommands(EditMessage edit, DeleteMessage delete, Pin pin, Unpin unpin, React react, Unreact unreact) : ICommands
{
    public IEnumerable<(string, Func<Command, CancellationToken, ValueTask<Outcome>>)> All =>
    [
        ("message.edit", EditAsync),
        ("message.delete", DeleteAsync),
        ("message.pin", (command, cancellation) => ChangeAsync(command, (id, _) => pin.RunAsync(command.From.Person, id, cancellation))),
        ("message.unpin", (command, cancellation) => ChangeAsync(command, (id, _) => unpin.RunAsync(command.From.Person, id, cancellation))),
        ("reaction.add", (command, cancellation) => ChangeAsync(command, (id, emoji) => react.RunAsync(command.From.Person, id, emoji, cancellation))),
        ("reaction.remove", (command, cancellation) => ChangeAsync(command, (id, emoji) => unreact.RunAsync(command.From.Person, id, emoji, cancellation))),
    ];

    private async ValueTask<Outcome> EditAsync(Command command, CancellationToken cancellation)
    {
        if (!Read(command).TryGet(out var target, out var refusal))
            return Outcome.Of(refusal);
        if (target.Content is null)
            return Outcome.Of(Refusal.Invalid("content", "Field required"));
        var edited = await edit.RunAsync(command.From.Person, target.Id, target.Content, cancellation);
        return edited.TryGet(out var message, out refusal)
            ? Outcome.Of(message, command.From.Person.Id)
            : Outcome.Of(refusal);
    }

    private async ValueTask<Outcome> DeleteAsync(Command command, CancellationToken cancellation)
    {
        if (!Read(command).TryGet(out var target, out var refusal))
            return Outcome.Of(refusal);
        return target.For switch
        {
            null or "everyone" => Outcome.Of(await delete.ForEveryoneAsync(command.From.Person, target.Id, cancellation)),
            "me" => Outcome.Of(await delete.ForMeAsync(command.From.Person, target.Id, cancellation)),
            _ => Outcome.Of(Refusal.Invalid("for", "everyone or me")),
        };
    }

    private static async ValueTask<Outcome> ChangeAsync(Command command, Func<MessageId, string, ValueTask<Result<MessageChanged>>> change)
    {
        if (!Read(command).TryGet(out var target, out var refusal))
            return Outcome.Of(refusal);
        return Outcome.Of((await change(target.Id, target.Emoji ?? "")).Then(_ => default(Done)));
    }

    private static Result<Target> Read(Command command)
    {
        if (!command.Read(NativeJson.Wire.MessageTargetJson).TryGet(out var target, out var refusal))
            return refusal;
        return target.MessageId is { } id ? new Target(new MessageId(id), target.Content, target.For, target.Emoji) : Refusal.Invalid("message_id", "Field required");
    }

    private readonly record struct Target(MessageId Id, string? Content, string? For, string? Emoji);
}

internal sealed record MessageTargetJson(
    [property: JsonPropertyName("message_id")] long? MessageId,
    [property: JsonPropertyName("content")] string? Content,
    [property: JsonPropertyName("for")] string? For,
    [property: JsonPropertyName("emoji")] string? Emoji);
