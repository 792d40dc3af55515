using System.Globalization;
using System.Security.Cryptography;

namespace Haggle.Realtime.Nodes;

/// <summary>One running server among those that share a database: another one after each start, so that nobody takes a new life for the old one's.</summary>
public readonly record struct NodeId(long Value)
{
    /// <summary>Out of 2^53: a chance of one in a million million for ten nodes to meet.</summary>
    public static NodeId New() => new(RandomNumberGenerator.GetInt32(1 << 21) * (1L << 32) + (uint)RandomNumberGenerator.GetInt32(int.MaxValue) + 1);

    public override string ToString() => Value.ToString("x", CultureInfo.InvariantCulture);
}
