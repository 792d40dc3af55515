using Haggle.Testing;

// Most of their time these tests wait: for a process to start, for an answer that does not come.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]

namespace Haggle.Faults;

/// <summary>What is waited for when a fault begins and when it is over; then everything must go on by itself.</summary>
internal static class Recovery
{
    /// <summary>Asks whether the server is ready until it says that it is not: what it saw within the last second it may still tell.</summary>
    public static async Task<NativeAnswer> UnreadyAsync(NativeApi api)
    {
        var ready = await api.GetAsync("/api/v1/ready", null);
        for (var waited = TimeSpan.Zero; ready.IsSuccess; waited += Patience.BetweenLooks)
        {
            Assert.True(waited < Patience.Limit, "The fault is there, and still the server says that it is ready.");
            await Task.Delay(Patience.BetweenLooks);
            ready = await api.GetAsync("/api/v1/ready", null);
        }

        return ready;
    }

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
