namespace Haggle.Core.Chats;

/// <summary>Below 2^53, so that JavaScript reads it exactly.</summary>
public readonly record struct ChatId(long Value)
{
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
