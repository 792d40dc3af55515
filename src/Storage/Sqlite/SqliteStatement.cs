using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Haggle.Storage.Sqlite;

/// <summary>A statement that is prepared once and run again and again, its parameters told by number.</summary>
/// <remarks>For the path of a message only: the driver looks up each parameter by name and makes some twenty objects at each run.</remarks>
internal sealed class SqliteStatement(sqlite3 connection, string sql) : IDisposable
{
    private readonly sqlite3_stmt statement = Prepare(connection, sql);

    public SqliteStatement Bind(int number, long? value)
    {
        Check(value is { } some ? raw.sqlite3_bind_int64(statement, number, some) : raw.sqlite3_bind_null(statement, number));
        return this;
    }

    public SqliteStatement Bind(int number, string? value)
    {
        Check(value is null ? raw.sqlite3_bind_null(statement, number) : raw.sqlite3_bind_text(statement, number, value));
        return this;
    }

    /// <returns>Whether there is a row, the first or the next.</returns>
    public bool Step()
    {
        var outcome = raw.sqlite3_step(statement);
        if (outcome is raw.SQLITE_ROW)
            return true;
        var rest = raw.sqlite3_reset(statement);
        Check(outcome is raw.SQLITE_DONE ? rest : outcome);
        return false;
    }

    public long Long(int column) => raw.sqlite3_column_int64(statement, column);

    public void Dispose() => statement.Dispose();

    private static sqlite3_stmt Prepare(sqlite3 connection, string sql)
    {
        var outcome = raw.sqlite3_prepare_v3(connection, sql, raw.SQLITE_PREPARE_PERSISTENT, out var prepared);
        return outcome == raw.SQLITE_OK ? prepared : throw Failure(connection, outcome);
    }

    private static SqliteException Failure(sqlite3 connection, int outcome)
        => new(raw.sqlite3_errmsg(connection).utf8_to_string(), outcome & 0xFF, raw.sqlite3_extended_errcode(connection));

    private void Check(int outcome)
    {
        if (outcome != raw.SQLITE_OK)
            throw Failure(connection, outcome);
    }
}
