using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Haggle.Core;
using Haggle.Core.Messages;
using Haggle.Core.People;
using Haggle.Dialects.FastApi;
using Haggle.Realtime.Sockets;

namespace Haggle.Dialects.Native.Socket;

/// <summary>One command of a client: who says it on which socket, and its data, not yet read.</summary>
internal readonly record struct Command(NativeConversation From, ReadOnlyMemory<byte> Data, string? Id)
{
    /// <summary>The data as this shape; a mistake names the field.</summary>
    public Result<T> Read<T>(JsonTypeInfo<T> shape)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(Data.Span, shape) is { } value ? value : Refusal.Invalid("data", "Input should be an object");
        }
        catch (JsonException mistake)
        {
            return Refusal.Invalid(JsonBody.FieldOf(mistake.Path) is "body" ? "data" : JsonBody.FieldOf(mistake.Path), "Wrong type or malformed");
        }
        catch (InvalidOperationException)
        {
            return Refusal.Invalid("data", "Holds half a surrogate pair");
        }
    }
}

/// <summary>What a command came to: an answer in JSON, or a refusal; the socket decides whether the client wants to hear it.</summary>
internal abstract class Outcome
{
    /// <summary>Done, and there is nothing to say but that.</summary>
    public static readonly Outcome Done = new Said<EmptyJson>(new EmptyJson(), NativeJson.Wire.EmptyJson);

    /// <summary>Done; this command never gets an answer, or has given it already.</summary>
    public static readonly Outcome Silent = new Nothing();

    public static Outcome Of<T>(T data, JsonTypeInfo<T> shape) => new Said<T>(data, shape);

    public static Outcome Of(Message message, PersonId viewer) => new SaidMessage(message, viewer);

    public static Outcome Of(MessagePage page, PersonId viewer) => new SaidPage(page, viewer);

    public static Outcome Of(Refusal refusal) => new Refused(refusal);

    public static Outcome Of(Result<Done> result) => result.Refusal is { } refusal ? new Refused(refusal) : Done;

    /// <returns>The frame to send, or null.</returns>
    public abstract Frame? ToFrame(string? id);

    public virtual bool IsRefused => false;

    private sealed class Said<T>(T data, JsonTypeInfo<T> shape) : Outcome
    {
        public override Frame? ToFrame(string? id) => id is null ? null : Events.Reply(id, data, shape);
    }

    private sealed class SaidMessage(Message message, PersonId viewer) : Outcome
    {
        public override Frame? ToFrame(string? id) => id is null ? null : Events.Message("reply", message, viewer, id);
    }

    private sealed class SaidPage(MessagePage page, PersonId viewer) : Outcome
    {
        public override Frame? ToFrame(string? id) => id is null ? null : Events.Page("reply", page, viewer, id);
    }

    private sealed class Refused(Refusal refusal) : Outcome
    {
        public override bool IsRefused => refusal.Kind is RefusalKind.TooFast;

        public override Frame? ToFrame(string? id) => Events.Error(id, refusal);
    }

    private sealed class Nothing : Outcome
    {
        public override Frame? ToFrame(string? id) => null;
    }
}
