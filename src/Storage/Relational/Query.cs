using System.Data;
using System.Data.Common;
using Haggle.Core;

namespace Haggle.Storage.Relational;

/// <summary>One statement, or several separated by semicolons, with its named parameters. Run once.</summary>
internal sealed class Query(Session session, string sql, DbCommand command)
{
    public Query With(string name, long? value) => Add(name, DbType.Int64, value);

    public Query With(string name, short value) => Add(name, DbType.Int16, value);

    public Query With(string name, bool? value) => Add(name, DbType.Boolean, value);

    public Query With(string name, string? value) => Add(name, DbType.String, value);

    public Query With(string name, byte[] value) => Add(name, DbType.Binary, value);

    public Query With(string name, DateTimeOffset? value) => Add(name, DbType.Int64, value?.ToUnixMicroseconds());

    public Query With(string name, IReadOnlyList<long> values)
    {
        session.AddList(command, name, values);
        return this;
    }

    public Query With(string name, IReadOnlyList<string> values)
    {
        session.AddList(command, name, values);
        return this;
    }

    /// <summary>For what takes as long as it takes, such as a change of the schema.</summary>
    public Query Patiently()
    {
        command.CommandTimeout = 0;
        return this;
    }

    /// <returns>How many rows were changed.</returns>
    public async ValueTask<int> ExecuteAsync()
    {
        try
        {
            return await command.ExecuteNonQueryAsync(session.Cancellation);
        }
        finally
        {
            await session.ReturnAsync(sql, command);
        }
    }

    public async ValueTask<List<T>> AllAsync<T>(Func<Row, T> read)
    {
        await using var results = await OpenAsync();
        return await results.AllAsync(read);
    }

    /// <returns>The first row, or null.</returns>
    public async ValueTask<T?> FirstAsync<T>(Func<Row, T> read)
        where T : class
    {
        await using var results = await OpenAsync();
        return await results.FirstAsync(read);
    }

    /// <returns>The first row, or null.</returns>
    public async ValueTask<T?> FirstValueAsync<T>(Func<Row, T> read)
        where T : struct
    {
        await using var results = await OpenAsync();
        return await results.FirstValueAsync(read);
    }

    /// <returns>The number in the first row; null when there is no row, or a null in it.</returns>
    public async ValueTask<long?> NumberAsync()
    {
        await using var results = await OpenAsync();
        return (await results.FirstValueAsync<(long? Value, int)>(row => (row.LongOrNull(), 0)))?.Value;
    }

    /// <returns>Whether there is a row.</returns>
    public async ValueTask<bool> AnyAsync()
    {
        await using var results = await OpenAsync();
        return await results.FirstValueAsync(_ => true) is not null;
    }

    /// <summary>For several statements: their results are read one after the other.</summary>
    public async ValueTask<Results> OpenAsync()
    {
        try
        {
            return new Results(session, sql, command, await command.ExecuteReaderAsync(session.Cancellation));
        }
        catch
        {
            await session.ReturnAsync(sql, command);
            throw;
        }
    }

    private Query Add(string name, DbType type, object? value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = "@" + name;
        parameter.DbType = type;
        parameter.Value = value ?? DBNull.Value;
        command.Parameters.Add(parameter);
        return this;
    }
}
