using Haggle.Core;
using Haggle.Core.Moderation;
using Haggle.Core.People;

namespace Haggle.Storage.Relational;

/// <summary>Who wants nothing to do with whom, as both engines keep it.</summary>
internal sealed class Blocks(Database database) : IBlocks
{
    private const string List = $"""
        SELECT b.blocked_at_us, {PersonRows.Columns} FROM blocks b JOIN people p ON p.id = b.blocked_id
        WHERE b.blocker_id = @blocker AND (b.blocked_at_us < @at OR b.blocked_at_us = @at AND b.blocked_id < @id)
        ORDER BY b.blocked_at_us DESC, b.blocked_id DESC LIMIT @limit
        """;

    private const string Add = """
        INSERT INTO blocks (blocker_id, blocked_id, blocked_at_us) VALUES (@blocker, @blocked, @now) ON CONFLICT DO NOTHING
        """;

    // A block counts in chats of two. Who was free to speak there has to be judged anew; a block that is lifted takes nothing away.
    private const string Judge = """
        UPDATE chats SET rights = rights + 1 WHERE kind IN (1, 3) AND id IN (
            SELECT b.chat_id FROM members b JOIN members o ON o.chat_id = b.chat_id AND o.person_id = @blocked WHERE b.person_id = @blocker)
        """;

    private const string Remove = "DELETE FROM blocks WHERE blocker_id = @blocker AND blocked_id = @blocked";

    private const string Between = """
        SELECT blocker_id FROM blocks WHERE blocked_id = @person AND blocker_id = ANY(@others)
        UNION
        SELECT blocked_id FROM blocks WHERE blocker_id = @person AND blocked_id = ANY(@others)
        """;

    private const string One = "SELECT 1 FROM blocks WHERE blocker_id = @blocker AND blocked_id = @blocked";

    public async ValueTask<Page<Block>> ListAsync(PersonId blocker, PageRequest page, CancellationToken cancellation)
    {
        var from = Paged.Numbers(page.From, 2) ?? [long.MaxValue, long.MaxValue];
        var blocks = await database.ReadAsync(
            session => session.Query(List).With("blocker", blocker.Value).With("at", from[0]).With("id", from[1]).With("limit", page.Limit + 1).AllAsync(ReadBlock),
            cancellation);
        return Paged.Of(blocks, page.Limit, block => Paged.Mark(block.At.ToUnixMicroseconds(), block.Person.Id.Value));
    }

    public ValueTask<bool> AddAsync(PersonId blocker, PersonId blocked, DateTimeOffset now, CancellationToken cancellation)
        => database.WriteAsync(
            async session =>
            {
                Query About(string sql) => session.Query(sql).With("blocker", blocker.Value).With("blocked", blocked.Value);
                if (await About(Add).With("now", now).ExecuteAsync() == 0)
                    return false;
                await About(Judge).ExecuteAsync();
                return true;
            },
            cancellation);

    public ValueTask<bool> RemoveAsync(PersonId blocker, PersonId blocked, CancellationToken cancellation)
        => database.WriteOneAsync(
            async session => await session.Query(Remove).With("blocker", blocker.Value).With("blocked", blocked.Value).ExecuteAsync() > 0, cancellation);

    public async ValueTask<IReadOnlySet<PersonId>> BetweenAsync(PersonId person, IReadOnlyCollection<PersonId> others, CancellationToken cancellation)
    {
        if (others.Count == 0)
            return new HashSet<PersonId>();
        var found = await database.ReadAsync(
            session => session.Query(Between).With("person", person.Value).With("others", [.. others.Select(other => other.Value)])
                .AllAsync(row => new PersonId(row.Long())),
            cancellation);
        return found.ToHashSet();
    }

    public ValueTask<bool> ExistsAsync(PersonId blocker, PersonId blocked, CancellationToken cancellation)
        => database.ReadAsync(
            session => session.Query(One).With("blocker", blocker.Value).With("blocked", blocked.Value).AnyAsync(), cancellation);

    private static Block ReadBlock(Row row)
    {
        var at = row.Instant();
        return new Block(PersonRows.Read(row), at);
    }
}
