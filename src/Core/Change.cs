namespace Haggle.Core;

/// <summary>One field of a partial update: left as it is (the default), or set, to null too.</summary>
public readonly record struct Change<T>(bool IsGiven, T Value)
{
    public static Change<T> To(T value) => new(true, value);

    /// <summary>The new value, or <paramref name="current"/> when the field was left.</summary>
    public T Or(T current) => IsGiven ? Value : current;
}
