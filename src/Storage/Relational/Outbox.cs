using Haggle.Core.Outbox;

namespace Haggle.Storage.Relational;

/// <summary>Events for other systems, as both engines keep them until they are sent.</summary>
internal sealed class Outbox(Database database) : IOutbox
{
    private const string Add = "INSERT INTO outbox (stored_at_us, exchange, routing_key, body) VALUES (@now, @exchange, @key, @body)";

    // From the oldest on, never "after the last I saw": an event with a smaller id may be committed later.
    private const string Oldest = "SELECT id, exchange, routing_key, body FROM outbox ORDER BY id LIMIT @limit";

    private const string Forget = "DELETE FROM outbox WHERE id = ANY(@ids)";

    // Any number will do that nobody else in the database locks.
    private const long Turn = 4855476761142;

    private static readonly string Look =
        $"SELECT (SELECT count(*) FROM (SELECT 1 FROM outbox LIMIT {OutboxState.MostCounted}) AS counted), (SELECT stored_at_us FROM outbox ORDER BY id LIMIT 1)";

    /// <summary>Within the transaction of the change that the event tells of, and under the lock of its chat, so that ids grow with the chat's changes.</summary>
    public static async ValueTask AddAsync(Session session, OutgoingEvent told, DateTimeOffset now)
        => await session.Query(Add).With("now", now).With("exchange", told.Exchange).With("key", told.RoutingKey).With("body", told.Body).ExecuteAsync();

    public ValueTask<IAsyncDisposable?> TakeTurnAsync(TimeSpan most, CancellationToken cancellation) => database.TakeTurnAsync(Turn, most, cancellation);

    public async ValueTask<IReadOnlyList<WaitingEvent>> PeekAsync(int limit, CancellationToken cancellation)
        => await database.ReadAsync(session => session.Query(Oldest).With("limit", limit).AllAsync(Read), cancellation);

    public async ValueTask ForgetAsync(IReadOnlyCollection<WaitingEvent> sent, CancellationToken cancellation)
    {
        if (sent.Count > 0)
            await database.WriteOneAsync(session => session.Query(Forget).With("ids", [.. sent.Select(one => one.Id)]).ExecuteAsync(), cancellation);
    }

    public async ValueTask<OutboxState> LookAsync(CancellationToken cancellation)
        => await database.ReadAsync(session => session.Query(Look).FirstAsync(ReadState), cancellation) ?? new OutboxState(0, null);

    private static OutboxState ReadState(Row row) => new(row.Int(), row.InstantOrNull());

    private static WaitingEvent Read(Row row) => new(row.Long(), new OutgoingEvent(row.Text(), row.Text(), row.Text()));
}
