using System.Text.Json.Nodes;

namespace Haggle.Server.Tests.Truth;

/// <summary>Where two JSON values differ.</summary>
internal static class Difference
{
    /// <returns>A line for each difference: the place, what is known, what is true.</returns>
    public static IEnumerable<string> Between(JsonNode? known, JsonNode? truth, string place) => (known, truth) switch
    {
        (JsonObject one, JsonObject other) => one.Select(field => field.Key).Union(other.Select(field => field.Key))
            .SelectMany(field => Between(one[field], other[field], $"{place}.{field}")),
        (JsonArray one, JsonArray other) when one.Count == other.Count => one.SelectMany((item, at) => Between(item, other[at], $"{place}[{at}]")),
        _ when JsonNode.DeepEquals(known, truth) => [],
        _ => [$"{place}: {known?.ToJsonString() ?? "null"} is known, {truth?.ToJsonString() ?? "null"} is true"],
    };
}
