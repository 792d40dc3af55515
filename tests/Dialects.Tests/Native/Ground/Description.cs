using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Haggle.Dialects.Tests.Native;

/// <summary>The server's own description of its API, as a judge of its answers.</summary>
internal sealed class Description
{
    private readonly JsonElement root;
    private readonly List<Operation> operations = [];

    /// <param name="json">What the server says.</param>
    /// <param name="door">Where its paths begin.</param>
    public Description(byte[] json, string door = "")
    {
        root = JsonElement.Parse(json);
        foreach (var path in root.GetProperty("paths").EnumerateObject())
            foreach (var method in path.Value.EnumerateObject())
                operations.Add(new Operation(
                    NameOf(method, path), new HttpMethod(method.Name.ToUpperInvariant()), path.Name, method.Value, PatternOf(door + path.Name)));
    }

    public JsonElement Root => root;

    public IReadOnlyList<Operation> Operations => operations;

    public Operation this[string name] => operations.Single(operation => operation.Name == name);

    /// <summary>Fails the test when the route is described and the answer is none of those described for it. Routes that are not described are not judged.</summary>
    public void Judge(HttpMethod method, string address, int status, JsonElement body)
    {
        var path = address.Split('?')[0];
        // Of several patterns the one with the fewest blanks: /chats/unread-count is no chat.
        var operation = operations.Where(candidate => candidate.Method == method && candidate.Pattern.IsMatch(path)).MinBy(candidate => candidate.Path.Count(sign => sign == '{'));
        if (operation is null)
            return;
        var said = $"{method} {operation.Path} answered {status} {(body.ValueKind == JsonValueKind.Undefined ? "(no body)" : body.GetRawText())}";
        Assert.True(operation.Json.GetProperty("responses").TryGetProperty(status.ToString(CultureInfo.InvariantCulture), out var response), $"{said}, which is not described");
        if (!response.TryGetProperty("content", out var content))
        {
            Assert.True(body.ValueKind == JsonValueKind.Undefined, $"{said}, but no body is described");
            return;
        }
        Assert.True(body.ValueKind != JsonValueKind.Undefined, $"{said}, but a body is described");
        Assert.True(Complaint(body, content.GetProperty("application/json").GetProperty("schema"), "answer") is null, $"{said}: {Complaint(body, content.GetProperty("application/json").GetProperty("schema"), "answer")}");
    }

    /// <summary>What is wrong with a value under a schema; null when nothing is. Knows what our description uses of JSON Schema.</summary>
    public string? Complaint(JsonElement value, JsonElement schema, string place)
    {
        if (schema.TryGetProperty("$ref", out var reference))
            return Complaint(value, Resolve(reference.GetString()!), place);
        if (schema.TryGetProperty("oneOf", out var choices))
            return choices.EnumerateArray().Any(choice => Complaint(value, choice, place) is null) ? null : $"{place} fits none of the choices";
        if (schema.TryGetProperty("type", out var type) && !TypesOf(type).Any(name => Is(value, name)))
            return $"{place} is {value.ValueKind}, not {type}";
        if (schema.TryGetProperty("enum", out var words) && value.ValueKind == JsonValueKind.String && words.EnumerateArray().All(word => word.GetString() != value.GetString()))
            return $"{place} is the word {value}, not one of {words}";
        if (schema.TryGetProperty("format", out var format) && format.GetString() == "date-time" && value.ValueKind == JsonValueKind.String && !IsInstant(value.GetString()!))
            return $"{place} is {value}, no instant in UTC";
        return value.ValueKind switch
        {
            JsonValueKind.Object => ComplaintOfObject(value, schema, place),
            JsonValueKind.Array when schema.TryGetProperty("items", out var items)
                => value.EnumerateArray().Select((item, at) => Complaint(item, items, $"{place}[{at}]")).FirstOrDefault(complaint => complaint is not null),
            _ => null,
        };
    }

    /// <summary>What a reference within the description means.</summary>
    public JsonElement Resolve(string reference)
        => reference.TrimStart('#', '/').Split('/').Aggregate(root, (element, name) => element.GetProperty(name));

    private string? ComplaintOfObject(JsonElement value, JsonElement schema, string place)
    {
        if (schema.TryGetProperty("required", out var required))
            foreach (var name in required.EnumerateArray())
                if (!value.TryGetProperty(name.GetString()!, out _))
                    return $"{place} lacks {name}";
        if (!schema.TryGetProperty("properties", out var properties))
            return null;
        foreach (var member in value.EnumerateObject())
        {
            if (!properties.TryGetProperty(member.Name, out var inner))
                return $"{place}.{member.Name} is not described";
            if (Complaint(member.Value, inner, $"{place}.{member.Name}") is { } complaint)
                return complaint;
        }
        return null;
    }

    private static IEnumerable<string> TypesOf(JsonElement type)
        => type.ValueKind == JsonValueKind.String ? [type.GetString()!] : type.EnumerateArray().Select(name => name.GetString()!);

    private static bool Is(JsonElement value, string type) => type switch
    {
        "null" => value.ValueKind == JsonValueKind.Null,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "number" => value.ValueKind == JsonValueKind.Number,
        "array" => value.ValueKind == JsonValueKind.Array,
        "object" => value.ValueKind == JsonValueKind.Object,
        _ => throw new NotSupportedException(type),
    };

    private static bool IsInstant(string text)
        => text.EndsWith('Z') && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    /// <summary>The descriptions of other systems' wires name none.</summary>
    private static string NameOf(JsonProperty method, JsonProperty path)
        => method.Value.TryGetProperty("operationId", out var name) ? name.GetString()! : $"{method.Name.ToUpperInvariant()} {path.Name}";

    private static Regex PatternOf(string path) => new($"^{Regex.Replace(path, @"\{[^}]+\}", "[^/]+")}$", RegexOptions.CultureInvariant);
}

/// <param name="Name">Its operationId.</param>
/// <param name="Path">With blanks in braces.</param>
internal sealed record Operation(string Name, HttpMethod Method, string Path, JsonElement Json, Regex Pattern)
{
    /// <summary>Whether it asks for a credential of this kind: <c>bearer</c> or <c>serverKey</c>.</summary>
    public bool Needs(string scheme)
        => Json.TryGetProperty("security", out var choices) && choices.EnumerateArray().Any(choice => choice.TryGetProperty(scheme, out _));

    /// <summary>The fields of the JSON body that have to be there; null where the route takes none.</summary>
    public IReadOnlyList<string>? RequiredOf(Description description)
        => Json.TryGetProperty("requestBody", out var body)
            ? [.. description.Resolve(body.GetProperty("content").GetProperty("application/json").GetProperty("schema").GetProperty("$ref").GetString()!)
                is var schema && schema.TryGetProperty("required", out var required) ? required.EnumerateArray().Select(name => name.GetString()!) : []]
            : null;

    /// <summary>The JSON body shown as its example, or null.</summary>
    public JsonElement? Example
        => Json.TryGetProperty("requestBody", out var body) && body.GetProperty("content").GetProperty("application/json").TryGetProperty("example", out var example) ? example : null;
}
