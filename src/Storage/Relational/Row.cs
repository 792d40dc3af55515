using System.Data.Common;
using Haggle.Core;

namespace Haggle.Storage.Relational;

/// <summary>The row under the reader, read from left to right: whoever reads names the columns in the same order beside it.</summary>
internal sealed class Row(DbDataReader reader)
{
    private int next;

    public Row Begin()
    {
        next = 0;
        return this;
    }

    public long Long() => reader.GetInt64(next++);

    public long? LongOrNull()
    {
        var column = next++;
        return reader.IsDBNull(column) ? null : reader.GetInt64(column);
    }

    public int Int() => checked((int)Long());

    public short Short() => reader.GetInt16(next++);

    public short? ShortOrNull()
    {
        var column = next++;
        return reader.IsDBNull(column) ? null : reader.GetInt16(column);
    }

    public bool Bool() => reader.GetBoolean(next++);

    public string Text() => reader.GetString(next++);

    public string? TextOrNull()
    {
        var column = next++;
        return reader.IsDBNull(column) ? null : reader.GetString(column);
    }

    public byte[] Bytes() => reader.GetFieldValue<byte[]>(next++);

    public DateTimeOffset Instant() => Clock.FromUnixMicroseconds(Long());

    public DateTimeOffset? InstantOrNull() => LongOrNull() is { } microseconds ? Clock.FromUnixMicroseconds(microseconds) : null;

    /// <summary>Passes over columns that are read only if there is something in them.</summary>
    /// <returns>Whether the next column is null; then that one and the ones after it, <paramref name="columns"/> in all, are passed over.</returns>
    public bool Skipped(int columns)
    {
        if (!reader.IsDBNull(next))
            return false;
        next += columns;
        return true;
    }
}
