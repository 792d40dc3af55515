using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;
using Haggle.Core.Presence;
using Haggle.Realtime.Nodes;

namespace Haggle.Integrations.Redis;

/// <summary>Letters as JSON, after what the core calls its things. Nodes of different versions pass over what they do not understand; the store has it anyway.</summary>
internal static class LetterCodec
{
    private static readonly Type[] Families = [typeof(Letter), typeof(ChatEvent), typeof(PersonalEvent), typeof(FleetingEvent)];

    private static readonly JsonSerializerOptions Json = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true, // they follow from the others
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { NameKinds, RequireNothing } },
        Converters =
        {
            new Number<PersonId>(static id => id.Value, static value => new PersonId(value)),
            new Number<ChatId>(static id => id.Value, static value => new ChatId(value)),
            new Number<MessageId>(static id => id.Value, static value => new MessageId(value)),
            new Number<SessionId>(static id => id.Value, static value => new SessionId(value)),
            new Number<NodeId>(static id => id.Value, static value => new NodeId(value)),
        },
    };

    public static void Write(Utf8JsonWriter writer, Letter letter) => JsonSerializer.Serialize(writer, letter, Json);

    /// <exception cref="JsonException">It is none of our letters.</exception>
    public static Letter Read(ReadOnlySpan<byte> utf8) => JsonSerializer.Deserialize<Letter>(utf8, Json) ?? throw new JsonException("No letter.");

    private static void NameKinds(JsonTypeInfo type)
    {
        if (!Families.Contains(type.Type))
            return;
        type.PolymorphismOptions = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = "is" };
        foreach (var kind in type.Type.Assembly.GetTypes().Where(kind => kind.IsSubclassOf(type.Type)))
            type.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(kind, kind.Name));
    }

    // What is null is not written.
    private static void RequireNothing(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
            property.IsRequired = false;
    }

    private sealed class Number<T>(Func<T, long> get, Func<long, T> make) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => make(reader.GetInt64());

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteNumberValue(get(value));
    }
}
