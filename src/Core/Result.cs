using System.Diagnostics.CodeAnalysis;

namespace Haggle.Core;

/// <summary>What came of an operation: the thing asked for, or a <see cref="Refusal"/>. Exceptions are for what no caller can cause.</summary>
public readonly struct Result<T>
{
    private readonly T? value;
    private readonly Refusal? refusal;

    private Result(T? value, Refusal? refusal) => (this.value, this.refusal) = (value, refusal);

    public bool TryGet([MaybeNullWhen(false)] out T result, [NotNullWhen(false)] out Refusal? no)
    {
        result = value;
        no = refusal;
        return refusal is null;
    }

    /// <summary>The refusal, or null when there is a value.</summary>
    public Refusal? Refusal => refusal;

    /// <summary>The same refusal, or what <paramref name="next"/> makes of the value.</summary>
    public Result<TNext> Then<TNext>(Func<T, TNext> next)
        => refusal is null ? new Result<TNext>(next(value!), null) : new Result<TNext>(default, refusal);

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(Refusal refusal) => new(default, refusal);

    /// <summary>For interfaces, which C# does not let convert by themselves.</summary>
    public static Result<T> Of(T value) => new(value, null);
}

/// <summary>What an operation gives that has nothing to say but that it is done.</summary>
public readonly record struct Done;
