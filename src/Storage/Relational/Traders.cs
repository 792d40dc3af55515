using Haggle.Core.People;
using Haggle.Core.Trade;

namespace Haggle.Storage.Relational;

/// <summary>Profiles of those who buy and sell, as both engines keep them.</summary>
internal sealed class Traders(Database database) : ITraders
{
    private const string ByName = $"SELECT {TraderRows.Columns}, {PersonRows.Columns} FROM traders t JOIN people p ON p.id = t.person_id WHERE t.name = @name";

    private const string ByPerson = $"SELECT {TraderRows.Columns}, {PersonRows.Columns} FROM traders t JOIN people p ON p.id = t.person_id WHERE t.person_id = @person";

    private const string BySubject = $"""
        SELECT {TraderRows.Columns}, {PersonRows.Columns} FROM traders t JOIN people p ON p.id = t.person_id WHERE t.side = @side AND t.subject = @subject
        """;

    private const string Add = """
        INSERT INTO traders (person_id, side, name, subject, says_online, created_at_us, updated_at_us)
        VALUES (@person, @side, @name, @subject, @online, @now, @now)
        ON CONFLICT DO NOTHING
        """;

    private const string TakeSubject = """
        UPDATE traders SET subject = @subject, says_online = @online, updated_at_us = @now WHERE name = @name AND side = @side AND subject IS NULL
        """;

    private const string Say = "UPDATE traders SET says_online = @online, updated_at_us = @now WHERE side = @side AND name = @name";

    private const string Page = $"""
        SELECT {TraderRows.Columns}, {PersonRows.Columns} FROM traders t JOIN people p ON p.id = t.person_id
        WHERE t.side = @side ORDER BY t.created_at_us, t.person_id LIMIT @limit OFFSET @offset
        """;

    private const string Count = "SELECT count(*) FROM (SELECT 1 FROM traders WHERE side = @side LIMIT @most) counted";

    public ValueTask<Trader?> FindAsync(string name, CancellationToken cancellation)
        => database.ReadAsync(session => session.Query(ByName).With("name", name).FirstAsync(TraderRows.ReadTrader), cancellation);

    public ValueTask<Trader?> FindAsync(PersonId person, CancellationToken cancellation)
        => database.ReadAsync(session => session.Query(ByPerson).With("person", person.Value).FirstAsync(TraderRows.ReadTrader), cancellation);

    public ValueTask<Trader?> FindBySubjectAsync(Side side, string subject, CancellationToken cancellation)
        => database.ReadAsync(session => FindBySubjectAsync(session, side, subject), cancellation);

    public ValueTask<Enrolled> EnrolAsync(TraderProfile wanted, CancellationToken cancellation)
        => database.WriteAsync(session => EnrolAsync(session, wanted), cancellation);

    public async ValueTask<bool> SayOnlineAsync(Side side, string name, bool online, DateTimeOffset now, CancellationToken cancellation)
        => await database.WriteOneAsync(
            session => session.Query(Say).With("side", Codes.Of(side)).With("name", name).With("online", online).With("now", now).ExecuteAsync(), cancellation) > 0;

    public ValueTask<Numbered<Trader>> ListAsync(Side side, int offset, int limit, CancellationToken cancellation)
        => database.SnapshotAsync(
            async session => new Numbered<Trader>(
                await session.Query(Page).With("side", Codes.Of(side)).With("limit", offset < Numbered<Trader>.Most ? limit : 0).With("offset", Math.Min(offset, Numbered<Trader>.Most)).AllAsync(TraderRows.ReadTrader),
                await session.Query(Count).With("side", Codes.Of(side)).With("most", Numbered<Trader>.Most).NumberAsync() ?? 0),
            cancellation);

    private static async ValueTask<Enrolled> EnrolAsync(Session session, TraderProfile wanted)
    {
        if (await About(Add).With("person", wanted.PersonId.Value).ExecuteAsync() > 0)
            return new Enrolled(wanted, IsNew: true);
        // Somebody has it already, or since a moment ago: the insert has waited for that.
        if (wanted.Subject is { } subject)
        {
            if (await FindBySubjectAsync(session, wanted.Side, subject) is { Profile: { } known })
                return new Enrolled(known, IsNew: false);
            await About(TakeSubject).ExecuteAsync();
        }

        var found = await session.Query(ByName).With("name", wanted.Name).FirstAsync(TraderRows.ReadTrader)
            ?? await session.Query(ByPerson).With("person", wanted.PersonId.Value).FirstAsync(TraderRows.ReadTrader)
            ?? throw new InvalidOperationException("A profile was neither found nor added.");
        return new Enrolled(found.Profile!, IsNew: false);

        Query About(string sql) => session.Query(sql).With("side", Codes.Of(wanted.Side)).With("name", wanted.Name).With("subject", wanted.Subject)
            .With("online", wanted.SaysOnline).With("now", wanted.CreatedAt);
    }

    private static ValueTask<Trader?> FindBySubjectAsync(Session session, Side side, string subject)
        => session.Query(BySubject).With("side", Codes.Of(side)).With("subject", subject).FirstAsync(TraderRows.ReadTrader);
}
