using System.Diagnostics;

namespace Haggle.Storage.Sqlite;

/// <summary>Turns among those who work in this process, the only server at its file.</summary>
internal sealed class SqliteTurns
{
    private readonly Lock door = new();
    private readonly Dictionary<long, Turn> taken = [];

    /// <returns>Null while somebody else has it.</returns>
    public IAsyncDisposable? Take(long number, TimeSpan most)
    {
        lock (door)
            return taken.TryGetValue(number, out var other) && !other.IsOver ? null : taken[number] = new Turn(this, number, most);
    }

    private void End(Turn turn)
    {
        lock (door)
            if (taken.GetValueOrDefault(turn.Number) == turn) // not somebody's who came after it was over
                taken.Remove(turn.Number);
    }

    private sealed class Turn(SqliteTurns turns, long number, TimeSpan most) : IAsyncDisposable
    {
        private readonly long since = Stopwatch.GetTimestamp();

        public long Number => number;

        public bool IsOver => Stopwatch.GetElapsedTime(since) > most;

        public ValueTask DisposeAsync()
        {
            turns.End(this);
            return ValueTask.CompletedTask;
        }
    }
}
