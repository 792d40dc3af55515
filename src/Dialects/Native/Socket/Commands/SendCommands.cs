using Haggle.Core.Messages;
using Haggle.Realtime.Metrics;

namespace Haggle.Dialects.Native.Socket.Commands;

/// <summary><c>message.send</c>: the hot path.</summary>
internal sealed class SendCommands(SendMessage send) : ICommands
{
    public IEnumerable<(string, Func<Command, CancellationToken, ValueTask<Outcome>>)> All => [("message.send", SendAsync)];

    private async ValueTask<Outcome> SendAsync(Command command, CancellationToken cancellation)
    {
        if (!command.Read(NativeJson.Wire.SendMessageJson).TryGet(out var said, out var refusal) || !said.ToDraft().TryGet(out var draft, out refusal))
            return Outcome.Of(refusal);
        // The connection may be gone before the message is stored; it is stored all the same, so the token is not passed on.
        var sent = (await send.RunAsync(command.From.Person, draft, CancellationToken.None)).CountedAt(NativeDialect.Name);
        return sent.TryGet(out var appended, out refusal)
            ? Outcome.Of(appended.Message, command.From.Person.Id)
            : Outcome.Of(refusal);
    }
}
