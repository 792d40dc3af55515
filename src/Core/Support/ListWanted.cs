using Haggle.Core.Chats;

namespace Haggle.Core.Support;

/// <summary>The chats in which somebody of support is wanted and nobody has come yet: for those whom the wire knows to be of support.</summary>
public sealed class ListWanted(IChats chats)
{
    /// <summary>More are not shown at once; those that have waited longest are.</summary>
    public const int Most = 500;

    /// <returns>Oldest chat first, without anybody's own settings and counts.</returns>
    public ValueTask<IReadOnlyList<ChatView>> RunAsync(CancellationToken cancellation) => chats.WantingSupportAsync(Most, cancellation);
}
