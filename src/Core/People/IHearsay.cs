namespace Haggle.Core.People;

/// <summary>Remembers the time of the last news of each person that came over a broker, where news may overtake each other.</summary>
public interface IHearsay
{
    /// <summary>Notes the time, unless there has been younger news.</summary>
    /// <returns>False when there has: then this is old. The same time again is not old, so that a repeat is done again.</returns>
    ValueTask<bool> NoteAsync(string externalId, DateTimeOffset at, CancellationToken cancellation);
}
