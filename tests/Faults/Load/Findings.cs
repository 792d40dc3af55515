using System.Collections.Concurrent;

namespace Haggle.Faults.Load;

/// <summary>Every broken promise that a story came across. It goes on after the first: together they tell what happened.</summary>
/// <param name="seed">Of all choices of the story; HAGGLE_TEST_SEED makes them again.</param>
internal sealed class Findings(int seed)
{
    private const int Shown = 30;

    private readonly ConcurrentQueue<string> all = new();

    public void Add(string finding) => all.Enqueue(finding);

    public void Expect(bool holds, Func<string> finding)
    {
        if (!holds)
            Add(finding());
    }

    public void AssertNone()
        => Assert.True(all.IsEmpty, $"Seed {seed}, {all.Count} findings:{Environment.NewLine}{string.Join(Environment.NewLine, all.Take(Shown))}");
}
