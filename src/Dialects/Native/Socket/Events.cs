using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Haggle.Core;
using Haggle.Core.Messages;
using Haggle.Core.People;
using Haggle.Realtime.Sockets;

namespace Haggle.Dialects.Native.Socket;

/// <summary>The three forms of what the server says: an event, an answer, an error.</summary>
internal static class Events
{
    private static readonly JsonEncodedText EventKey = JsonEncodedText.Encode("event");
    private static readonly JsonEncodedText DataKey = JsonEncodedText.Encode("data");
    private static readonly JsonEncodedText IdKey = JsonEncodedText.Encode("id");

    /// <summary><c>{"event": name, "data": {…}}</c>, with the id of the command that it answers when there is one.</summary>
    public static Frame Frame<T>(string name, T data, JsonTypeInfo<T> shape, string? id = null)
        => Say(name, (data, shape), id, static (writer, said) => JsonSerializer.Serialize(writer, said.data, said.shape));

    /// <summary>The same with a message as its data.</summary>
    public static Frame Message(string name, Message message, PersonId viewer, string? id = null)
        => Say(name, (message, viewer), id, static (writer, said) => MessageWriter.Write(writer, said.message, said.viewer));

    /// <summary>The same with a page as its data.</summary>
    public static Frame Page(string name, MessagePage page, PersonId viewer, string? id = null)
        => Say(name, (page, viewer), id, static (writer, said) => MessageWriter.Write(writer, said.page, said.viewer));

    /// <summary>The answer to a command that wants one.</summary>
    public static Frame Reply<T>(string id, T data, JsonTypeInfo<T> shape) => Frame("reply", data, shape, id);

    public static Frame Error(string? id, Refusal refusal) => Error(id, refusal.Code(), Describe(refusal), refusal.RetryAfterSeconds());

    public static Frame Error(string? id, string code, string detail, int? retryAfter = null)
        => Say("error", (code, detail, retryAfter), id, static (writer, said) =>
        {
            writer.WriteStartObject();
            writer.WriteString("code", said.code);
            writer.WriteString("detail", said.detail);
            if (said.retryAfter is { } seconds)
                writer.WriteNumber("retry_after", seconds);
            writer.WriteEndObject();
        });

    private static Frame Say<T>(string name, T data, string? id, Action<Utf8JsonWriter, T> write)
        => Realtime.Sockets.Frame.Json(NativeJson.Writer, (name, data, id, write), static (writer, said) =>
        {
            writer.WriteStartObject();
            writer.WriteString(EventKey, said.name);
            writer.WritePropertyName(DataKey);
            said.write(writer, said.data);
            if (said.id is not null)
                writer.WriteString(IdKey, said.id);
            writer.WriteEndObject();
        });

    private static string Describe(Refusal refusal)
        => refusal.Kind == RefusalKind.Invalid ? $"{refusal.Subject}: {refusal.Sentence()}" : refusal.Sentence();
}
