using System.Text.Json.Serialization;

namespace Haggle.Dialects.FastApi;

/// <summary>One complaint of a 422 answer, in the form that all five originals inherited from their framework.</summary>
/// <param name="Location">Where: <c>body</c>, <c>query</c> or <c>path</c>, then the field's name.</param>
/// <param name="Message">For people.</param>
/// <param name="Type">For programs, such as <c>missing</c> or <c>value_error</c>.</param>
internal sealed record ValidationDetail(
    [property: JsonPropertyName("loc")] IReadOnlyList<string> Location,
    [property: JsonPropertyName("msg")] string Message,
    [property: JsonPropertyName("type")] string Type);
