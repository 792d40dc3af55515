using System.Text.Json;
using System.Text.Json.Serialization;
using Haggle.Dialects.FastApi;
using Haggle.Dialects.Lais.Shapes;

namespace Haggle.Dialects.Lais;

/// <summary>Every shape of this wire, compiled once.</summary>
[JsonSourceGenerationOptions(Converters = [typeof(NaiveInstant)], MaxDepth = FastApiJson.MaxDepth)]
[JsonSerializable(typeof(ChatJson))]
[JsonSerializable(typeof(IReadOnlyList<ChatJson>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, IReadOnlyList<ChatJson>>))]
[JsonSerializable(typeof(MessageJson))]
[JsonSerializable(typeof(IReadOnlyList<MessageJson>))]
[JsonSerializable(typeof(MarkedJson))]
[JsonSerializable(typeof(DeletedJson))]
[JsonSerializable(typeof(HiddenJson))]
[JsonSerializable(typeof(SupportJson))]
[JsonSerializable(typeof(SupportInvitedFrame))]
[JsonSerializable(typeof(MetricsJson))]
[JsonSerializable(typeof(HealthJson))]
[JsonSerializable(typeof(AboutJson))]
[JsonSerializable(typeof(OpenChatJson))]
[JsonSerializable(typeof(SendJson))]
[JsonSerializable(typeof(ClientFrame))]
[JsonSerializable(typeof(MessageFrame))]
[JsonSerializable(typeof(TypingFrame))]
[JsonSerializable(typeof(ReadFrame))]
[JsonSerializable(typeof(OnlineFrame))]
[JsonSerializable(typeof(GoneFrame))]
[JsonSerializable(typeof(ErrorFrame))]
[JsonSerializable(typeof(ConnectedFrame))]
[JsonSerializable(typeof(PongFrame))]
internal sealed partial class LaisJson : JsonSerializerContext
{
    public static readonly LaisJson Wire = new(new JsonSerializerOptions
    {
        Converters = { new NaiveInstant() },
        MaxDepth = FastApiJson.MaxDepth,
        Encoder = FastApiJson.Encoder,
    });
}
