using System.Text.Json.Serialization;
using Haggle.Core;
using Haggle.Core.People;
using Haggle.Core.Presence;
using Haggle.Dialects.Native.Shapes;
using Haggle.Realtime;
using Haggle.Realtime.Presence;

namespace Haggle.Dialects.Native.Socket.Commands;

/// <summary><c>presence.set</c>, <c>presence.watch</c>, <c>presence.unwatch</c>: what this device says of itself, and whom it wants to see.</summary>
internal sealed class PresenceCommands(Hub hub, SeePresence see) : ICommands
{
    public IEnumerable<(string, Func<Command, CancellationToken, ValueTask<Outcome>>)> All =>
    [
        ("presence.set", SetAsync),
        ("presence.watch", WatchAsync),
        ("presence.unwatch", UnwatchAsync),
    ];

    private ValueTask<Outcome> SetAsync(Command command, CancellationToken cancellation)
    {
        if (!command.Read(NativeJson.Wire.PresenceSetJson).TryGet(out var set, out var refusal))
            return ValueTask.FromResult(Outcome.Of(refusal));
        if (PresenceWords.Parse(set.Status) is not { } status)
            return ValueTask.FromResult(Outcome.Of(Refusal.Invalid("status", "online or away")));
        var connection = command.From.Connection;
        if (connection.Status != status)
        {
            connection.Status = status;
            hub.TellPresence(command.From.Person.Id);
        }
        return ValueTask.FromResult(Outcome.Done);
    }

    /// <summary>Answers how it stands now; changes follow as events. Whoever may not be seen is offline and stays so.</summary>
    private async ValueTask<Outcome> WatchAsync(Command command, CancellationToken cancellation)
    {
        if (!command.Read(NativeJson.Wire.PresenceWatchJson).TryGet(out var watch, out var refusal))
            return Outcome.Of(refusal);
        if (watch.UserIds is not { } ids)
            return Outcome.Of(Refusal.Invalid("user_ids", "Field required"));
        if (ids.Count > PresenceBoard.MostWatched)
            return Outcome.Of(Refusal.TooLarge("user_ids", $"At most {PresenceBoard.MostWatched} people"));
        var people = ids.Distinct().Select(id => new PersonId(id)).ToList();
        var visible = await see.VisibleAsync(command.From.Person.Id, people, cancellation);
        if (!hub.Presence.TryWatch(command.From.Connection, visible))
            return Outcome.Of(Refusal.TooLarge("user_ids", $"At most {PresenceBoard.MostWatched} people"));
        var seen = await see.RunAsync(command.From.Person.Id, people, cancellation);
        return Outcome.Of(
            new ItemsJson<PresenceJson>([.. seen.Select(one => new PresenceJson(one.PersonId.Value, one.Status.Word(), one.LastSeenAt))]),
            NativeJson.Wire.ItemsJsonPresenceJson);
    }

    private ValueTask<Outcome> UnwatchAsync(Command command, CancellationToken cancellation)
    {
        if (!command.Read(NativeJson.Wire.PresenceWatchJson).TryGet(out var watch, out var refusal))
            return ValueTask.FromResult(Outcome.Of(refusal));
        hub.Presence.Unwatch(command.From.Connection, watch.UserIds?.Select(id => new PersonId(id)).ToArray());
        return ValueTask.FromResult(Outcome.Done);
    }
}

internal sealed record PresenceSetJson([property: JsonPropertyName("status")] string? Status);

internal sealed record PresenceWatchJson([property: JsonPropertyName("user_ids")] IReadOnlyList<long>? UserIds);
