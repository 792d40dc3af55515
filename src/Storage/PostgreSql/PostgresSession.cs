using System.Data.Common;
using Haggle.Storage.Relational;
using Npgsql;

namespace Haggle.Storage.PostgreSql;

/// <summary>A connection of the pool while some work has it.</summary>
internal sealed class PostgresSession : Session
{
    private readonly NpgsqlConnection connection;

    public PostgresSession(PostgresDatabase database, NpgsqlConnection connection, CancellationToken cancellation)
    {
        Database = database;
        this.connection = connection;
        Cancellation = cancellation;
    }

    public override Database Database { get; }

    public override async ValueTask<long> DrawMessageIdAsync() => (await Query("SELECT nextval('message_ids')").NumberAsync())!.Value;

    // The driver prepares what it sees often, for each connection of its pool.
    protected override DbCommand Borrow(string sql) => new NpgsqlCommand(sql, connection);

    internal override ValueTask ReturnAsync(string sql, DbCommand command) => command.DisposeAsync();

    internal override void AddList(DbCommand command, string name, IReadOnlyList<long> values)
        => command.Parameters.Add(new NpgsqlParameter<long[]>(name, values as long[] ?? [.. values]));

    internal override void AddList(DbCommand command, string name, IReadOnlyList<string> values)
        => command.Parameters.Add(new NpgsqlParameter<string[]>(name, values as string[] ?? [.. values]));
}
