namespace Haggle.Core.Tests;

/// <summary>What came of it, in a test's words.</summary>
internal static class Outcomes
{
    public static T Value<T>(this Result<T> result) => result.TryGet(out var value, out var refusal) ? value : throw new InvalidOperationException($"Refused: {refusal}");

    public static void IsRefused<T>(this Result<T> result, RefusalKind kind, string subject)
    {
        Assert.NotNull(result.Refusal);
        Assert.Equal((kind, subject), (result.Refusal.Kind, result.Refusal.Subject));
    }
}
