using System.Text.Json;
using System.Text.Json.Serialization;
using Haggle.Dialects.Boards.Shapes;
using Haggle.Dialects.FastApi;

namespace Haggle.Dialects.Boards;

/// <summary>Every shape of this wire, compiled once.</summary>
[JsonSourceGenerationOptions(Converters = [typeof(UtcInstant)], MaxDepth = FastApiJson.MaxDepth)]
[JsonSerializable(typeof(DataJson<ThreadJson>))]
[JsonSerializable(typeof(DataJson<MessageJson>))]
[JsonSerializable(typeof(DataJson<ProfileJson>))]
[JsonSerializable(typeof(DataJson<NoJson>))]
[JsonSerializable(typeof(DataJson<int>))]
[JsonSerializable(typeof(DataJson<IReadOnlyList<SeenThreadJson>>))]
[JsonSerializable(typeof(DataJson<IReadOnlyList<MessageJson>>))]
[JsonSerializable(typeof(PageJson<ThreadJson>))]
[JsonSerializable(typeof(PageJson<MessageJson>))]
[JsonSerializable(typeof(PageJson<ProfileJson>))]
[JsonSerializable(typeof(MessageFrame))]
[JsonSerializable(typeof(TypingFrame))]
[JsonSerializable(typeof(PresenceFrame))]
[JsonSerializable(typeof(ReactionFrame))]
[JsonSerializable(typeof(ChangeFrame))]
[JsonSerializable(typeof(PongFrame))]
[JsonSerializable(typeof(ErrorFrame))]
[JsonSerializable(typeof(NewThreadFrame))]
[JsonSerializable(typeof(BuyerMessageFrame))]
[JsonSerializable(typeof(StartJson))]
[JsonSerializable(typeof(OpenThreadJson))]
[JsonSerializable(typeof(PostMessageJson))]
[JsonSerializable(typeof(EnrolJson))]
[JsonSerializable(typeof(OnlineJson))]
[JsonSerializable(typeof(Dictionary<string, JsonElement>))]
internal sealed partial class BoardsJson : JsonSerializerContext
{
    public static readonly BoardsJson Wire = new(new JsonSerializerOptions
    {
        Converters = { new UtcInstant() }, MaxDepth = FastApiJson.MaxDepth, Encoder = FastApiJson.Encoder,
    });
}
