using Microsoft.AspNetCore.Builder;

namespace Haggle.Dialects.Native.Parameters;

internal enum ParameterPlace { Path, Query, Header }

/// <summary>What the API's description says of a parameter that we read by ourselves, and which the framework therefore does not see.</summary>
/// <param name="Type">In JSON Schema's words: <c>integer</c>, <c>boolean</c>, <c>string</c>.</param>
/// <param name="Words">All values that there are; empty when it is open.</param>
internal sealed record ParameterNote(string Name, ParameterPlace Place, string Type, string Description, params string[] Words)
{
    /// <summary>The least integer allowed, or null.</summary>
    public long? Least { get; init; }

    public long? Most { get; init; }

    public static ParameterNote Id(string name, string description) => new(name, ParameterPlace.Path, "integer", description) { Least = 1 };

    public static ParameterNote Query(string name, string type, string description, params string[] words) => new(name, ParameterPlace.Query, type, description, words);
}

internal static class ParameterNotes
{
    public static void Note(this EndpointBuilder route, params ReadOnlySpan<ParameterNote> notes)
    {
        foreach (var note in notes)
            route.Metadata.Add(note);
    }
}
