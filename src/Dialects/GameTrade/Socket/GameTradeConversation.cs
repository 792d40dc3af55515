using System.Text.Json;
using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.People;
using Haggle.Core.Presence;
using Haggle.Realtime;
using Haggle.Realtime.Sockets;
using Microsoft.Extensions.Logging;

namespace Haggle.Dialects.GameTrade.Socket;

/// <summary>One client's side of the talk: rooms, typing and pings. Messages go over REST.</summary>
/// <param name="home">The chat of the address, which every frame then means; null where frames name it.</param>
internal sealed partial class GameTradeConversation(
    Connection connection, Person person, ChatId? home, Joining.Visits visits, Hub hub, SayTyping typing, GameTradeOptions options, ILogger log, CancellationToken ended) : IConversation
{
    private CommandRate rate = new(options.FramesPerSecond);

    public async ValueTask HearAsync(ReadOnlyMemory<byte> utf8)
    {
        if (IsTooMuch())
            return;
        try
        {
            using var frame = JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = FastApi.FastApiJson.MaxDepth });
            if (await AnswerAsync(frame.RootElement) is { } mistake)
                connection.Send(GameTradeCodec.Error(mistake));
        }
        catch (JsonException)
        {
            connection.Send(GameTradeCodec.Error("Invalid JSON"));
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // nobody is there to be answered
        }
        catch (StorageUnavailableException)
        {
            connection.Send(GameTradeCodec.Error(Refusal.Busy.Sentence()));
        }
        catch (Exception failure)
        {
            FrameFailed(log, failure);
            connection.Send(GameTradeCodec.Error("Something went wrong on our side"));
        }
    }

    public void HearBinary()
    {
        if (!IsTooMuch())
            connection.Send(GameTradeCodec.Error("Text frames only"));
    }

    /// <returns>What is wrong with the frame, or null.</returns>
    private async ValueTask<string?> AnswerAsync(JsonElement frame)
    {
        if (frame.ValueKind != JsonValueKind.Object || !frame.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String)
            return "Expected an object with a type";
        var data = frame.TryGetProperty("data", out var given) ? given : default;
        switch (type.GetString())
        {
            case "ping":
                connection.Send(GameTradeCodec.Pong(data.ValueKind == JsonValueKind.Object && data.TryGetProperty("timestamp", out var timestamp) ? timestamp.Clone() : null));
                return null;
            case "join_chat" when ChatOf(data) is { } chat:
                return await JoinAsync(chat);
            case "leave_chat" when ChatOf(data) is { } chat:
                visits.Leave(chat);
                connection.Send(GameTradeCodec.Left(chat));
                return null;
            case "typing" when ChatOf(data) is { } chat:
                return await TypeAsync(chat, data);
            case "join_chat" or "leave_chat" or "typing":
                return "Expected data with a chat_id";
            default:
                return "Unknown type";
        }
    }

    private async ValueTask<string?> JoinAsync(ChatId chat)
    {
        if (await visits.JoinAsync(Person, chat, ended) is { } refusal)
            return refusal.Sentence();
        connection.Send(GameTradeCodec.Joined(chat));
        return null;
    }

    private async ValueTask<string?> TypeAsync(ChatId chat, JsonElement data)
    {
        if (!connection.Rooms.Contains(chat))
            return "Join the chat first";
        var isTyping = data.ValueKind == JsonValueKind.Object && data.TryGetProperty("is_typing", out var said) && said.ValueKind == JsonValueKind.True;
        if ((await typing.RunAsync(Person, chat, TypingKind.Text, isTyping, ended, eachTime: true)).Refusal is { } refusal)
            return refusal.Sentence();
        hub.Echo(isTyping ? new TypingStarted(chat, Person.Id, TypingKind.Text, DateTimeOffset.MaxValue) : new TypingStopped(chat, Person.Id, TypingKind.Text), chat, connection);
        return null;
    }

    private Person Person => connection.Person ?? person;

    private ChatId? ChatOf(JsonElement data)
        => home ?? (data.ValueKind == JsonValueKind.Object && data.TryGetProperty("chat_id", out var id) && id.ValueKind == JsonValueKind.Number && id.TryGetInt64(out var number)
            ? new ChatId(number)
            : null);

    private bool IsTooMuch()
    {
        var now = Environment.TickCount64;
        if (rate.Refuse(now) is null)
            return false;
        connection.Send(GameTradeCodec.Error("Too many frames, slow down"));
        if (rate.IsHopeless(now))
            connection.Close(CloseCode.PolicyViolation, "too many frames");
        return true;
    }

    [LoggerMessage(LogLevel.Error, "A frame failed")]
    private static partial void FrameFailed(ILogger log, Exception failure);
}
