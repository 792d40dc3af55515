using Haggle.Core.Text;

namespace Haggle.Core.Chats;

/// <summary>What the texts that people give a chat may be.</summary>
public static class ChatTexts
{
    /// <returns>The title without surrounding white space; <see cref="RefusalKind.Invalid"/> <c>title</c>.</returns>
    public static Result<string> Title(this ChatLimits limits, string? title, string field = "title")
        => OneLine(title, limits.TitleCharacters, field);

    /// <returns>The description, null when it is empty; <see cref="RefusalKind.Invalid"/> <c>description</c>.</returns>
    public static Result<string?> Description(this ChatLimits limits, string? description) => Lines(description, limits.DescriptionCharacters, "description");

    /// <returns>The note, null when it is empty; <see cref="RefusalKind.Invalid"/> <c>note</c>.</returns>
    public static Result<string?> Note(this ChatLimits limits, string? note) => Lines(note, limits.NoteCharacters, "note");

    /// <returns>Each label once, without surrounding white space; <see cref="RefusalKind.Invalid"/> <c>labels</c>.</returns>
    public static Result<IReadOnlyList<string>> Labels(this ChatLimits limits, IReadOnlyList<string?>? labels)
    {
        var kept = new List<string>();
        foreach (var label in labels ?? [])
        {
            if (!OneLine(label, limits.LabelCharacters, "labels").TryGet(out var text, out var refusal))
                return refusal;
            if (!kept.Contains(text))
                kept.Add(text);
        }
        return kept.Count > limits.Labels ? Refusal.Invalid("labels", $"At most {limits.Labels} labels") : Result<IReadOnlyList<string>>.Of(kept);
    }

    private static Result<string> OneLine(string? given, int most, string field)
    {
        var text = given?.Trim();
        if (string.IsNullOrEmpty(text))
            return Refusal.Invalid(field, "Field required, and not only white space");
        if (CodePoints.Count(text) > most)
            return Refusal.Invalid(field, $"At most {most} characters");
        return WellFormed.IsWellFormed(text) && !text.Any(char.IsControl) ? text : Refusal.Invalid(field, "No control characters and no broken characters");
    }

    private static Result<string?> Lines(string? given, int most, string field)
    {
        var text = given?.Trim();
        if (string.IsNullOrEmpty(text))
            return (string?)null;
        if (CodePoints.Count(text) > most)
            return Refusal.Invalid(field, $"At most {most} characters");
        return WellFormed.IsWellFormed(text) ? text : Refusal.Invalid(field, "No broken characters");
    }
}
