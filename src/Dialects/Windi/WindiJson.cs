using System.Text.Json;
using System.Text.Json.Serialization;
using Haggle.Dialects.FastApi;
using Haggle.Dialects.Windi.Shapes;

namespace Haggle.Dialects.Windi;

/// <summary>Every shape of this wire, compiled once.</summary>
[JsonSourceGenerationOptions(Converters = [typeof(UtcInstant)], MaxDepth = FastApiJson.MaxDepth)]
[JsonSerializable(typeof(UserJson))]
[JsonSerializable(typeof(TokenJson))]
[JsonSerializable(typeof(MessageJson))]
[JsonSerializable(typeof(IReadOnlyList<MessageJson>))]
[JsonSerializable(typeof(ReadJson))]
[JsonSerializable(typeof(StatusJson))]
[JsonSerializable(typeof(ChatJson))]
[JsonSerializable(typeof(IReadOnlyList<ChatJson>))]
[JsonSerializable(typeof(IReadOnlyList<NamedUserJson>))]
[JsonSerializable(typeof(ReceiptFrame))]
[JsonSerializable(typeof(ErrorFrame))]
[JsonSerializable(typeof(RegisterJson))]
[JsonSerializable(typeof(EditMeJson))]
[JsonSerializable(typeof(SendJson))]
[JsonSerializable(typeof(ReadUpToJson))]
[JsonSerializable(typeof(OpenChatJson))]
[JsonSerializable(typeof(RenameChatJson))]
[JsonSerializable(typeof(AddParticipantJson))]
internal sealed partial class WindiJson : JsonSerializerContext
{
    public static readonly WindiJson Wire = new(new JsonSerializerOptions { Converters = { new UtcInstant() }, MaxDepth = FastApiJson.MaxDepth, Encoder = FastApiJson.Encoder });
}
