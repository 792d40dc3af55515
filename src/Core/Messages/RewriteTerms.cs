namespace Haggle.Core.Messages;

/// <summary>When an author may edit or take back a message: what the wire promises.</summary>
/// <param name="EditWindow">So long after it was sent it is edited; null: the server's own limit.</param>
/// <param name="AtAnyStatus">Also in a chat that is disputed or closed. The words before an edit are kept in any case.</param>
public sealed record RewriteTerms(TimeSpan? EditWindow, bool AtAnyStatus)
{
    public static readonly RewriteTerms Usual = new(null, AtAnyStatus: false);
}
