using System.Data.Common;

namespace Haggle.Storage.Relational;

/// <summary>What the statements of a query gave, one result after the other.</summary>
internal sealed class Results(Session session, string sql, DbCommand command, DbDataReader reader) : IAsyncDisposable
{
    private readonly Row row = new(reader);
    private bool isFirst = true;

    /// <summary>All rows of the next result.</summary>
    public async ValueTask<List<T>> AllAsync<T>(Func<Row, T> read)
    {
        await MoveAsync();
        var all = new List<T>();
        while (await reader.ReadAsync(session.Cancellation))
            all.Add(read(row.Begin()));
        return all;
    }

    /// <summary>All rows of the next result, one after the other.</summary>
    public async ValueTask EachAsync(Action<Row> read)
    {
        await MoveAsync();
        while (await reader.ReadAsync(session.Cancellation))
            read(row.Begin());
    }

    /// <summary>The first row of the next result, or null.</summary>
    public async ValueTask<T?> FirstAsync<T>(Func<Row, T> read)
        where T : class
    {
        await MoveAsync();
        return await reader.ReadAsync(session.Cancellation) ? read(row.Begin()) : null;
    }

    /// <inheritdoc cref="FirstAsync"/>
    public async ValueTask<T?> FirstValueAsync<T>(Func<Row, T> read)
        where T : struct
    {
        await MoveAsync();
        return await reader.ReadAsync(session.Cancellation) ? read(row.Begin()) : null;
    }

    public async ValueTask DisposeAsync()
    {
        await reader.DisposeAsync();
        await session.ReturnAsync(sql, command);
    }

    private async ValueTask MoveAsync()
    {
        if (!isFirst && !await reader.NextResultAsync(session.Cancellation))
            throw new InvalidOperationException("The query has fewer statements than results are asked for.");
        isFirst = false;
    }
}
