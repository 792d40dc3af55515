namespace Haggle.Core.People;

/// <summary>Whoever can take part. Below 2^53, so that JavaScript reads it exactly.</summary>
public readonly record struct PersonId(long Value)
{
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>One sign-in of one person on one device.</summary>
public readonly record struct SessionId(long Value)
{
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
