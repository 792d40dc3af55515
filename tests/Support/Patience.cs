namespace Haggle.Testing;

/// <summary>How long a test waits for what must come: long enough that running into it means "never", on a busy machine too.</summary>
public static class Patience
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(25);
}
