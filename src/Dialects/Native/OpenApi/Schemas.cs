using System.Reflection;
using System.Text.Json.Serialization;
using Haggle.Core;
using Haggle.Dialects.Native.Shapes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Haggle.Dialects.Native.OpenApi;

/// <summary>Shapes whose JSON is not what their type says.</summary>
internal static class Schemas
{
    public static async Task DescribeAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellation)
    {
        var type = context.JsonTypeInfo.Type;
        if (type == typeof(RawJson))
        {
            schema.Type = JsonSchemaType.Object | JsonSchemaType.Null;
            schema.Description = "Any JSON object, kept as it came.";
        }
        else if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Change<>))
        {
            Become(schema, await context.GetOrCreateSchemaAsync(type.GetGenericArguments()[0], null, cancellation));
        }
        else if (context.JsonPropertyInfo is null && type.Namespace == typeof(ErrorJson).Namespace)
        {
            // Fields of answers are always there, null when empty, but for the extras of an error.
            schema.Required = type.GetProperties()
                .Where(property => property.GetCustomAttribute<JsonIgnoreAttribute>() is null)
                .Select(property => property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name)
                .OfType<string>().ToHashSet();
        }
        else if (context.JsonPropertyInfo is null && RequestFields.Required.TryGetValue(type, out var required))
        {
            schema.Required = required.ToHashSet();
        }
        else if (context.JsonPropertyInfo is null && type.Namespace?.StartsWith("Haggle.", StringComparison.Ordinal) == true)
        {
            schema.Required = null;
        }
    }

    /// <summary>A change of a field looks on the wire like the field.</summary>
    private static void Become(OpenApiSchema schema, OpenApiSchema inner)
    {
        schema.Type = inner.Type;
        schema.Format = inner.Format;
        schema.Items = inner.Items;
        schema.Properties = inner.Properties;
        schema.Enum = inner.Enum;
        schema.Pattern = inner.Pattern;
        schema.Metadata = inner.Metadata;
    }
}
