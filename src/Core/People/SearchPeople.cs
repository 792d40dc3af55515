using Haggle.Core.Text;

namespace Haggle.Core.People;

/// <summary>Finds people by the beginning of their tag or words of their display name.</summary>
public sealed class SearchPeople(IPeople people)
{
    public const int TextLeast = 2;
    public const int TextMost = 64;

    /// <param name="text">With or without an @ before it.</param>
    /// <returns><see cref="RefusalKind.Invalid"/> <c>query.q</c>.</returns>
    public async ValueTask<Result<Page<Person>>> RunAsync(PersonId viewer, string? text, PageRequest page, CancellationToken cancellation)
    {
        var wanted = text?.Trim().TrimStart('@').Trim() ?? "";
        return !WellFormed.IsWellFormed(wanted) || CodePoints.Count(wanted) is < TextLeast or > TextMost
            ? Refusal.Invalid("query.q", "Search for 2 to 64 characters")
            : await people.SearchAsync(viewer, wanted, page, cancellation);
    }
}
