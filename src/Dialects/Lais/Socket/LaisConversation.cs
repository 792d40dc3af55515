using System.Text.Json;
using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;
using Haggle.Core.Presence;
using Haggle.Core.Support;
using Haggle.Dialects.Lais.Endpoints;
using Haggle.Dialects.Lais.Identity;
using Haggle.Dialects.Lais.Shapes;
using Haggle.Realtime;
using Haggle.Realtime.Metrics;
using Haggle.Realtime.Sockets;
using Microsoft.Extensions.Logging;

namespace Haggle.Dialects.Lais.Socket;

/// <summary>What the conversations of this wire need, all the same for each.</summary>
internal sealed record LaisVerbs(SendMessage Send, SayTyping Typing, Reading Reading, InviteSupport Invite, LaisCallers Callers, LaisOptions Options);

/// <summary>One user's side of the talk in one chat. A bad frame is answered; the socket stays.</summary>
internal sealed partial class LaisConversation(Connection connection, Person person, string userId, ChatId chat, LaisVerbs verbs, ILogger log, CancellationToken ended)
    : IConversation
{
    private const int MostInFlight = 64;

    private readonly Flight flight = new(MostInFlight);
    private CommandRate rate = new(verbs.Options.FramesPerSecond);

    private Person Me => connection.Person ?? person;

    public ValueTask HearAsync(ReadOnlyMemory<byte> utf8)
    {
        if (IsTooMuch())
            return default;
        if (Read(utf8) is not { } frame)
            return default;
        switch (frame.Type)
        {
            case "message":
                var sending = AnswerAsync(() => SendAsync(frame));
                return sending.IsCompleted ? default : flight.MakeRoomAsync();
            case "typing":
                return new(AnswerAsync(() => TypeAsync(frame.IsTyping ?? false)));
            case "read":
                return new(AnswerAsync(ReadAsync));
            case "invite_support":
                return new(AnswerAsync(InviteAsync));
            case null:
                Complain("bad_frame", "type is missing");
                return default;
            default:
                Complain("unknown_type", "type is message, typing, read or invite_support");
                return default;
        }
    }

    public void HearBinary()
    {
        if (!IsTooMuch())
            Complain("bad_frame", "binary frames have no meaning here");
    }

    private async ValueTask<Refusal?> SendAsync(ClientFrame frame)
    {
        if (frame.MessageText is not { } text)
            return Refusal.Invalid("content", Drafts.Empty);
        var draft = Drafts.Of(chat, text, verbs.Callers.FlagOf(Me, frame.SenderIsRegistered));
        return (await verbs.Send.RunAsync(Me, draft, ended)).CountedAt(LaisDialect.Name).Refusal;
    }

    private async ValueTask<Refusal?> TypeAsync(bool starts) => (await verbs.Typing.RunAsync(Me, chat, TypingKind.Text, starts, ended, eachTime: true)).Refusal;

    private async ValueTask<Refusal?> ReadAsync() => (await verbs.Reading.RunAsync(Me, userId, chat, connection, tellsNothing: true, ended)).Refusal;

    private async ValueTask<Refusal?> InviteAsync() => (await verbs.Invite.RunAsync(Me, chat, SupportLines.Invited, ended)).Refusal;

    private async Task AnswerAsync(Func<ValueTask<Refusal?>> work)
    {
        flight.Begin();
        try
        {
            if (await work() is { } refusal)
                Refuse(refusal);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // nobody is there to be answered
        }
        catch (StorageUnavailableException)
        {
            Refuse(Refusal.Busy);
        }
        catch (Exception failure)
        {
            FrameFailed(log, chat, UserIds.Short(userId), failure);
            Complain("internal", "something went wrong on our side");
        }
        finally
        {
            flight.End();
        }
    }

    private void Refuse(Refusal refusal)
    {
        Complain(refusal.ToCode(), refusal.Kind == RefusalKind.NotFound ? "the chat was deleted" : refusal.Detail ?? refusal.Subject);
        if (refusal.Kind == RefusalKind.NotFound)
            connection.Close(CloseCode.PolicyViolation, "the chat was deleted");
    }

    private bool IsTooMuch()
    {
        var now = Environment.TickCount64;
        if (rate.Refuse(now) is null)
            return false;
        Complain("rate_limited", "too many frames, slow down");
        if (rate.IsHopeless(now))
            connection.Close(CloseCode.PolicyViolation, "too many frames");
        return true;
    }

    private void Complain(string code, string detail) => connection.Send(LaisCodec.Error(code, detail));

    /// <returns>Null when it is no frame, which has been said.</returns>
    private ClientFrame? Read(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            if (JsonSerializer.Deserialize(utf8.Span, LaisJson.Wire.ClientFrame) is { } frame)
                return frame;
            Complain("bad_json", "expected a JSON object");
        }
        catch (JsonException wrong)
        {
            if (FastApi.JsonBody.FieldOf(wrong.Path) is not "body" and var field)
                Complain("bad_frame", $"{field}: wrong type");
            else
                Complain("bad_json", "expected a JSON object");
        }
        return null;
    }

    [LoggerMessage(LogLevel.Error, "Lais socket error: a frame failed, chat_id={Chat} user_id={User}")]
    private static partial void FrameFailed(ILogger log, ChatId chat, string user, Exception failure);
}
