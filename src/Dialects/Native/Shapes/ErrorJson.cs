using System.Text.Json.Serialization;
using Haggle.Dialects.FastApi;

namespace Haggle.Dialects.Native.Shapes;

/// <summary>The body of every refusal but 422.</summary>
internal sealed record ErrorJson(
    [property: JsonPropertyName("detail")] string Detail,
    [property: JsonPropertyName("code")] string Code,
    [property: JsonPropertyName("field"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Field = null,
    [property: JsonPropertyName("retry_after"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? RetryAfter = null);

/// <summary>The body of a 422.</summary>
internal sealed record InvalidJson(
    [property: JsonPropertyName("detail")] IReadOnlyList<ValidationDetail> Detail,
    [property: JsonPropertyName("code")] string Code);

/// <summary>One page of a list.</summary>
internal sealed record ListJson<T>(
    [property: JsonPropertyName("items")] IReadOnlyList<T> Items,
    [property: JsonPropertyName("next_cursor")] string? NextCursor);

/// <summary>A list that has no pages.</summary>
internal sealed record ItemsJson<T>(
    [property: JsonPropertyName("items")] IReadOnlyList<T> Items);
