namespace Haggle.Core;

/// <summary>One page of a list.</summary>
/// <param name="Items">In the order of the list.</param>
/// <param name="Next">Where the next page begins, opaque to everyone but the store; null on the last page.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Which page of a list.</summary>
/// <param name="Limit">At most so many items: 1 to 200.</param>
/// <param name="From">A <see cref="Page{T}.Next"/> of an earlier page, or null for the first. One that the store does not know begins anew.</param>
public sealed record PageRequest(int Limit = PageRequest.DefaultLimit, string? From = null)
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 200;
}
