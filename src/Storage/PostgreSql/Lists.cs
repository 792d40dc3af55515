using Npgsql;
using NpgsqlTypes;

namespace Haggle.Storage.PostgreSql;

/// <summary>Parameters of statements that take many rows at once: a list for each column, filled anew for each run.</summary>
internal static class Lists
{
    public static NpgsqlParameter<List<T>> Of<T>(List<T> values, NpgsqlDbType type)
        => new() { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type };
}
