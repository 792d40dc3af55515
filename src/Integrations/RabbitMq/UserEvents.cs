using System.Globalization;
using System.Text.Json;
using Haggle.Core;
using Haggle.Core.People;

namespace Haggle.Integrations.RabbitMq;

/// <summary>What the marketplace's auth service tells of its users. Source: contracts/gametrade-events.md.</summary>
internal sealed class UserEvents(HearOfPerson hear, TimeProvider clock) : ISubscriber
{
    public IEnumerable<Subscription> Subscriptions =>
    [
        new(Topology.UserEvents, "user.created", (body, cancellation) => HearAsync(body, "user_created", cancellation)),
        new(Topology.UserEvents, "user.updated", (body, cancellation) => HearAsync(body, "user_updated", cancellation)),
        new(Topology.UserEvents, "user.deleted", HearOfDeletionAsync),
    ];

    private ValueTask<string?> HearAsync(ReadOnlyMemory<byte> body, string eventType, CancellationToken cancellation)
        => Payload.Read(body, eventType) is { } told && told.Object("user") is { } user && user.Id("id") is { } id
            ? HearAsync(
                Heard(id, told) with { DisplayName = user.Text("username"), Role = RoleOf(user.Texts("roles")), IsActive = user.Flag("is_active") },
                cancellation)
            : ValueTask.FromResult<string?>(Refusals.NotUnderstood);

    private ValueTask<string?> HearOfDeletionAsync(ReadOnlyMemory<byte> body, CancellationToken cancellation)
        => Payload.Read(body, "user_deleted") is { } told && told.Id("user_id") is { } id
            ? HearAsync(Heard(id, told) with { IsActive = false }, cancellation)
            : ValueTask.FromResult<string?>(Refusals.NotUnderstood);

    private async ValueTask<string?> HearAsync(PersonHeard heard, CancellationToken cancellation) => (await hear.RunAsync(heard, cancellation)).Refusal?.ToReason();

    private PersonHeard Heard(int id, JsonElement told) => new(id.ToString(CultureInfo.InvariantCulture), told.Instant("timestamp") ?? clock.Now());

    /// <summary>Null when none are told: then the role stays.</summary>
    private static PersonRole? RoleOf(IReadOnlyList<string>? roles) => roles switch
    {
        null => null,
        _ when roles.Contains("admin") => PersonRole.Admin,
        _ when roles.Contains("moderator") => PersonRole.Moderator,
        _ => PersonRole.User,
    };
}
