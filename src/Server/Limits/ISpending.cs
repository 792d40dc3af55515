namespace Haggle.Server.Limits;

/// <summary>Allowances of which other nodes have to know.</summary>
internal interface ISpending
{
    /// <summary>What was taken since the last time, each key once.</summary>
    IEnumerable<Spent> TakeSpent();
}

/// <param name="Key">The same on every node.</param>
/// <param name="Ticks">How much later it is whole because of this node.</param>
/// <param name="Learn">Takes in how many ticks it is from now until it is whole, with what was taken everywhere.</param>
internal readonly record struct Spent(string Key, long Ticks, Action<long> Learn);
