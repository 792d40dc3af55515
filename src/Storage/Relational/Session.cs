using System.Data.Common;

namespace Haggle.Storage.Relational;

/// <summary>A connection while some work has it.</summary>
/// <remarks>
/// Queries are written once, in PostgreSQL's words, and within what SQLite knows too. Four words differ, and SQLite's session
/// translates them: <c>= ANY(@list)</c>, <c>unnest(@a, @b) AS r (x, y)</c>, <c>GREATEST</c> and <c>LEAST</c>, <c>FOR UPDATE</c>.
/// </remarks>
internal abstract class Session
{
    public abstract Database Database { get; }

    public CancellationToken Cancellation { get; protected set; }

    public Query Query(string sql) => new(this, sql, Borrow(sql));

    /// <summary>Draws the id of one new message; under the chat's lock, so that ids grow with seq. Ids may have holes.</summary>
    public abstract ValueTask<long> DrawMessageIdAsync();

    /// <summary>A command for this text, without parameters.</summary>
    protected abstract DbCommand Borrow(string sql);

    /// <summary>Takes back what <see cref="Borrow"/> gave.</summary>
    internal abstract ValueTask ReturnAsync(string sql, DbCommand command);

    /// <summary>The engine's form of a list parameter.</summary>
    internal abstract void AddList(DbCommand command, string name, IReadOnlyList<long> values);

    /// <inheritdoc cref="AddList(DbCommand, string, IReadOnlyList{long})"/>
    internal abstract void AddList(DbCommand command, string name, IReadOnlyList<string> values);
}
