using System.Globalization;
using Npgsql;

namespace Haggle.Storage.PostgreSql;

/// <summary>A turn is a lock that a transaction holds: whose process dies loses its connection, and with it the lock.</summary>
internal sealed class PostgresTurn : IAsyncDisposable
{
    // Who hangs, or has gone together with its machine, says nothing on its connection any more: PostgreSQL ends the session itself.
    private const string Take = "SELECT set_config('idle_in_transaction_session_timeout', $1, true), pg_try_advisory_xact_lock($2)";

    private readonly NpgsqlConnection connection;
    private readonly NpgsqlTransaction transaction;

    private PostgresTurn(NpgsqlConnection connection, NpgsqlTransaction transaction) => (this.connection, this.transaction) = (connection, transaction);

    /// <param name="connection">Becomes the turn's own.</param>
    /// <returns>Null while somebody else has it.</returns>
    /// <exception cref="Core.StorageUnavailableException"/>
    public static async ValueTask<PostgresTurn?> TakeAsync(NpgsqlConnection connection, long number, TimeSpan most, CancellationToken cancellation)
    {
        PostgresTurn? turn = null;
        try
        {
            turn = new PostgresTurn(connection, await connection.BeginTransactionAsync(cancellation));
            if (await turn.TryAsync(number, most, cancellation))
                return turn;
        }
        catch (Exception failure)
        {
            await (turn?.DisposeAsync() ?? connection.DisposeAsync());
            if (PostgresErrors.IsOutage(failure))
                throw PostgresErrors.Unavailable(failure);
            throw;
        }

        await turn.DisposeAsync();
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await transaction.DisposeAsync(); // rolls back: there is nothing in it but the lock
        }
        catch (Exception failure) when (PostgresErrors.IsOutage(failure))
        {
            // It was over before.
        }
        finally
        {
            await connection.DisposeAsync();
        }
    }

    private async ValueTask<bool> TryAsync(long number, TimeSpan most, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Take, connection, transaction);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = most.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture) });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = number });
        await using var row = await command.ExecuteReaderAsync(cancellation);
        return await row.ReadAsync(cancellation) && row.GetBoolean(1);
    }
}
