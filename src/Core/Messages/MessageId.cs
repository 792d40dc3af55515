namespace Haggle.Core.Messages;

/// <summary>Global; grows within a chat. Order is by seq, never by this.</summary>
public readonly record struct MessageId(long Value)
{
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
