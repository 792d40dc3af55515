namespace Haggle.Storage.Relational;

/// <summary>A two-way table between the words of one enum and their stored numbers.</summary>
internal sealed class Code<T>
    where T : struct, Enum
{
    private readonly short[] numbers; // by the word's ordinal
    private readonly T?[] words; // by number

    /// <exception cref="InvalidOperationException">A word has no number, or two share one: found when the program starts.</exception>
    public Code(params (T Word, short Number)[] pairs)
    {
        if (pairs.Select(pair => pair.Word).Distinct().Count() != Enum.GetValues<T>().Length)
            throw new InvalidOperationException($"{typeof(T).Name}: not every word has a number.");
        numbers = new short[pairs.Length];
        words = new T?[pairs.Max(pair => pair.Number) + 1];
        foreach (var (word, number) in pairs)
        {
            if (words[number] is not null)
                throw new InvalidOperationException($"{typeof(T).Name}: two words share the number {number}.");
            words[number] = word;
            numbers[Ordinal(word)] = number;
        }
    }

    public short Of(T word) => numbers[Ordinal(word)];

    /// <exception cref="InvalidOperationException">A newer program wrote it.</exception>
    public T Word(short number)
        => (uint)number < (uint)words.Length && words[number] is { } word
            ? word
            : throw new InvalidOperationException($"{typeof(T).Name} {number} is not known to this version.");

    private static int Ordinal(T word) => System.Runtime.CompilerServices.Unsafe.BitCast<T, int>(word);
}
