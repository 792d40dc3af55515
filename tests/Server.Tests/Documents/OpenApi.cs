using System.Text.Json;

namespace Haggle.Server.Tests.Documents;

/// <summary>The server's description of its API, as far as the documents are compared with it. Whether it is true itself is the business of Dialects.Tests.</summary>
internal sealed class OpenApi(JsonElement root)
{
    public IReadOnlyList<Operation> Operations { get; } =
        [.. root.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()
            .Select(method => new Operation(root, method.Name.ToUpperInvariant(), path.Name, method.Value)))];

    /// <summary>The members of an object, null when it is not described.</summary>
    public IEnumerable<string>? Schema(string name)
        => root.GetProperty("components").GetProperty("schemas").TryGetProperty(name, out var schema) ? Members(root, schema) : null;

    private static IEnumerable<string> Members(JsonElement root, JsonElement schema)
        => schema.TryGetProperty("$ref", out var reference)
            ? Members(root, reference.GetString()!.TrimStart('#', '/').Split('/').Aggregate(root, (element, name) => element.GetProperty(name)))
            : schema.GetProperty("properties").EnumerateObject().Select(property => property.Name);

    internal sealed record Operation(JsonElement Root, string Method, string Path, JsonElement Json)
    {
        public string Name => $"{Method} {Path}";

        /// <summary>The members of the body of an answer.</summary>
        public IEnumerable<string> Answer(string status)
            => Members(Root, Json.GetProperty("responses").GetProperty(status).GetProperty("content").GetProperty("application/json").GetProperty("schema"));
    }
}
