using System.Text.Json;
using Haggle.Core;
using Haggle.Core.Messages;
using Haggle.Core.People;
using Haggle.Dialects.FastApi;
using Haggle.Dialects.Windi.Endpoints;
using Haggle.Dialects.Windi.Shapes;
using Haggle.Realtime;
using Haggle.Realtime.Metrics;
using Haggle.Realtime.Sockets;
using Microsoft.Extensions.Logging;

namespace Haggle.Dialects.Windi.Socket;

/// <summary>One client's side of the talk: every frame is a message to be sent.</summary>
internal sealed partial class WindiConversation(Connection connection, Person person, SendMessage send, WindiOptions options, ILogger log, CancellationToken ended) : IConversation
{
    private const int MostInFlight = 64;

    private readonly Flight flight = new(MostInFlight);
    private CommandRate rate = new(options.FramesPerSecond);

    public ValueTask HearAsync(ReadOnlyMemory<byte> utf8)
    {
        if (IsTooMuch())
            return default;
        if (Read(utf8, out var mistake) is not { } wanted)
        {
            connection.Send(WindiCodec.Error(mistake, null));
            return default;
        }
        if (!wanted.ToDraft().TryGet(out var draft, out var refusal))
        {
            Refuse(refusal, wanted.ClientMessageId);
            return default;
        }
        var sending = SendAsync(draft);
        return sending.IsCompleted ? default : flight.MakeRoomAsync();
    }

    public void HearBinary()
    {
        if (!IsTooMuch())
            connection.Send(WindiCodec.Error("binary frames have no meaning here", null));
    }

    private async Task SendAsync(Draft draft)
    {
        flight.Begin();
        try
        {
            var outcome = (await send.RunAsync(connection.Person ?? person, draft, ended)).CountedAt(WindiDialect.Name);
            if (!outcome.TryGet(out var sent, out var refusal))
                Refuse(refusal, draft.ClientMessageId);
            else if (!sent.IsNew) // the others have it; for this one it is the acknowledgement that went missing
                connection.Send(WindiCodec.Message(sent.Message));
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // nobody is there to be answered
        }
        catch (StorageUnavailableException)
        {
            Refuse(Refusal.Busy, draft.ClientMessageId);
        }
        catch (Exception failure)
        {
            SendFailed(log, failure);
            connection.Send(WindiCodec.Error("something went wrong on our side", draft.ClientMessageId));
        }
        finally
        {
            flight.End();
        }
    }

    private bool IsTooMuch()
    {
        var now = Environment.TickCount64;
        if (rate.Refuse(now) is null)
            return false;
        connection.Send(WindiCodec.Error("too many frames, slow down", null));
        if (rate.IsHopeless(now))
            connection.Close(CloseCode.PolicyViolation, "too many frames");
        return true;
    }

    private void Refuse(Refusal refusal, string? clientMessageId) => connection.Send(WindiCodec.Error(refusal.Sentence(), clientMessageId));

    private static SendJson? Read(ReadOnlyMemory<byte> utf8, out string mistake)
    {
        mistake = "expected a JSON object";
        try
        {
            return JsonSerializer.Deserialize(utf8.Span, WindiJson.Wire.SendJson);
        }
        catch (JsonException wrong)
        {
            if (JsonBody.FieldOf(wrong.Path) is not "body" and var field)
                mistake = $"{field}: wrong type";
            return null;
        }
    }

    [LoggerMessage(LogLevel.Error, "A frame failed")]
    private static partial void SendFailed(ILogger log, Exception failure);
}
