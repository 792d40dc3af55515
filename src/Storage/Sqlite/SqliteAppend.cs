using Haggle.Core;
using Haggle.Core.Messages;
using Haggle.Storage.Relational;

namespace Haggle.Storage.Sqlite;

/// <summary>How a posting is appended on the writer's thread, in its transaction.</summary>
/// <remarks>Whoever was found free to speak is appended by <see cref="SqliteQuickAppend"/> while that stands, everybody else by <see cref="SqliteExactAppend"/>.</remarks>
internal sealed class SqliteAppend(SqliteSession session) : IDisposable
{
    private readonly SqliteQuickAppend quick = new(session);

    // What a transaction has found falls with it: one that fails takes its session along, and so this.
    private readonly SpeakingRights found = new();

    public Result<Appended> Run(Posting posting)
    {
        if (found.Of(posting) is { } rights)
        {
            if (quick.TryAppend(posting, rights) is { } message)
                return new Appended(message, IsNew: true);
            found.Forget(posting);
        }

        return SqliteExactAppend.Run(session, posting, found);
    }

    public void Dispose() => quick.Dispose();
}
