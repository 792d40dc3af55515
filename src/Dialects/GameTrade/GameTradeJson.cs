using System.Text.Json;
using System.Text.Json.Serialization;
using Haggle.Dialects.FastApi;
using Haggle.Dialects.GameTrade.Shapes;

namespace Haggle.Dialects.GameTrade;

/// <summary>Every shape of this wire, compiled once.</summary>
[JsonSourceGenerationOptions(Converters = [typeof(NaiveInstant)], MaxDepth = FastApiJson.MaxDepth)]
[JsonSerializable(typeof(ChatJson))]
[JsonSerializable(typeof(ChatPageJson))]
[JsonSerializable(typeof(MessageJson))]
[JsonSerializable(typeof(MessagePageJson))]
[JsonSerializable(typeof(SaidJson))]
[JsonSerializable(typeof(HealthJson))]
[JsonSerializable(typeof(AboutJson))]
[JsonSerializable(typeof(OpenChatJson))]
[JsonSerializable(typeof(EditChatJson))]
[JsonSerializable(typeof(LinkChatJson))]
[JsonSerializable(typeof(SendJson))]
[JsonSerializable(typeof(EditMessageJson))]
[JsonSerializable(typeof(AssignJson))]
[JsonSerializable(typeof(ResolveJson))]
[JsonSerializable(typeof(DealFacts))]
[JsonSerializable(typeof(MessageFacts))]
[JsonSerializable(typeof(ChatFrame))]
[JsonSerializable(typeof(MoveFrame))]
[JsonSerializable(typeof(TypingFrame))]
[JsonSerializable(typeof(GoneFrame))]
[JsonSerializable(typeof(AssignedFrame))]
[JsonSerializable(typeof(PongFrame))]
[JsonSerializable(typeof(ErrorFrame))]
internal sealed partial class GameTradeJson : JsonSerializerContext
{
    public static readonly GameTradeJson Wire = new(new JsonSerializerOptions { Converters = { new NaiveInstant() }, MaxDepth = FastApiJson.MaxDepth, Encoder = FastApiJson.Encoder });
}
