using Haggle.Testing;

// Most of their time these tests wait: for a process to start, for an answer that does not come.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]

namespace Haggle.Faults;

/// <summary>The fault is over; now everything must go on by itself.</summary>
internal static class Recovery
{
    /// <summary>Tries until it works.</summary>
    public static async Task AwaitAsync(Func<Task<bool>> attempt)
    {
        for (var waited = TimeSpan.Zero; !await attempt(); waited += Patience.BetweenLooks)
        {
            Assert.True(waited < Patience.Limit, "The fault is over, and still the server does not go on.");
            await Task.Delay(Patience.BetweenLooks);
        }
    }
}
