namespace Haggle.Storage;

/// <summary>How much waits for the database.</summary>
public interface IStorageLoad
{
    /// <summary>Messages that wait for the next commit; with SQLite, all changes. Costs nothing to ask.</summary>
    int Waiting { get; }
}
