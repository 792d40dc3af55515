using Haggle.Core;
using Haggle.Core.People;
using Haggle.Dialects.Native.Shapes;
using Haggle.Realtime;
using Haggle.Realtime.Sockets;
using Microsoft.Extensions.Logging;

namespace Haggle.Dialects.Native.Socket;

/// <summary>One client's side of the talk on one socket: takes its commands, in order, and answers them.</summary>
/// <remarks>
/// Messages are handed to the log in the order they came, but the next is read before the last is stored, up to
/// <see cref="MostInFlight"/>: that is what fills a batch. Every other command is finished before the next frame is read.
/// </remarks>
internal sealed partial class NativeConversation(Connection connection, Caller caller, CommandTable commands, NativeSocketOptions options, ILogger log, CancellationToken ended) : IConversation
{
    private const int MostInFlight = 64;
    private const int SmallAnswer = 32 * 1024;

    private readonly Flight flight = new(MostInFlight);
    private CommandRate rate = new(options.CommandsPerSecond);

    public Connection Connection => connection;

    public Caller Caller { get; set; } = caller;

    /// <summary>With the role and the settings that hold now, not those of when the socket was opened.</summary>
    public Person Person => connection.Person ?? Caller.Person;

    public Viewer Viewer => new(Person.Id, Person.ReadReceipts, options.Emails);

    /// <summary>Whether <c>session.start</c> was said; until then the socket is a basic one.</summary>
    public bool IsNative { get; set; }

    public ValueTask HearAsync(ReadOnlyMemory<byte> utf8)
    {
        var isReadable = Envelope.TryRead(utf8, out var envelope);
        if (IsTooMuch(envelope.Id))
            return default;
        if (!isReadable)
        {
            connection.Send(Events.Error(null, "bad_frame", "Expected a JSON object with event, data and id"));
            return default;
        }
        if (commands.Find(envelope.Event) is not { } run)
        {
            connection.Send(Events.Error(envelope.Id, "unknown_event", "Not a command of this server"));
            return default;
        }
        var running = RunAsync(run, new Command(this, envelope.Data, envelope.Id));
        if (running.IsCompleted)
            return default;
        return envelope.Event == "message.send" ? flight.MakeRoomAsync() : new ValueTask(running);
    }

    public void HearBinary()
    {
        if (!IsTooMuch(null))
            connection.Send(Events.Error(null, "bad_frame", "Binary frames have no meaning here"));
    }

    /// <summary>Garbage counts as much as commands do: it is answered too.</summary>
    private bool IsTooMuch(string? id)
    {
        var now = Environment.TickCount64;
        if (rate.Refuse(now) is not { } seconds)
            return false;
        connection.Send(Events.Error(id, "rate_limited", "Too many commands, slow down", seconds));
        if (rate.IsHopeless(now))
            connection.Close(CloseCode.PolicyViolation, "too many commands");
        return true;
    }

    private async Task RunAsync(Func<Command, CancellationToken, ValueTask<Outcome>> run, Command command)
    {
        flight.Begin();
        try
        {
            var outcome = await run(command, ended);
            if (outcome.ToFrame(command.Id) is { } frame)
                await AnswerAsync(frame);
            if (outcome.IsRefused && rate.IsHopeless(Environment.TickCount64))
                connection.Close(CloseCode.PolicyViolation, "too many commands");
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // nobody is there to be answered
        }
        catch (StorageUnavailableException)
        {
            connection.Send(Events.Error(command.Id, Refusal.Busy));
        }
        catch (Exception mistake)
        {
            CommandFailed(log, mistake);
            connection.Send(Events.Error(command.Id, "internal", "Something went wrong on our side"));
        }
        finally
        {
            flight.End();
        }
    }

    /// <summary>A page of history may be larger than the queue: it waits for its turn instead of closing the socket.</summary>
    private async ValueTask AnswerAsync(Frame frame)
    {
        if (frame.Length <= SmallAnswer)
            connection.Send(frame);
        else
            await connection.SendPatientlyAsync(frame);
    }

    [LoggerMessage(LogLevel.Error, "A command failed")]
    private static partial void CommandFailed(ILogger log, Exception mistake);
}
