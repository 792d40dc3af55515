using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Haggle.Core;
using Haggle.Dialects.Native.Requests;
using Haggle.Dialects.Native.Shapes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Haggle.Dialects.Native.OpenApi;

/// <summary>Where the JSON is not what the type says: instants, raw JSON, partial updates, closed sets of words, and which fields are always there.</summary>
internal static class Schemas
{
    public static async Task DescribeAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellation)
    {
        var type = context.JsonTypeInfo.Type;
        if (type == typeof(DateTimeOffset) || type == typeof(DateTimeOffset?))
            schema.Type = type == typeof(DateTimeOffset) ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null;
        else if (type == typeof(RawJson))
            (schema.Type, schema.Description) = (JsonSchemaType.Object | JsonSchemaType.Null, "Any JSON object, kept as it came.");
        else if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Change<>))
            Become(schema, await context.GetOrCreateSchemaAsync(type.GetGenericArguments()[0], null, cancellation), IsNullable(context));
        else if (context.JsonPropertyInfo is null && SchemaNames.Of(type) is not null)
            schema.Required = RequiredOf(type);
        if (context.JsonPropertyInfo is { } property && FieldWords.Of(property.DeclaringType, property.Name) is { } words)
            schema.Enum = [.. words.Select(word => (JsonNode)word!)];
        if (context.JsonPropertyInfo is { } field && RequestFields.Required.GetValueOrDefault(field.DeclaringType)?.Contains(field.Name) == true)
            schema.Type &= ~JsonSchemaType.Null; // its shape can be null only so that we are the ones to complain
    }

    /// <summary>Fields of answers are always there, null when empty, but for the extras of an error. Those of requests: see <see cref="RequestFields"/>.</summary>
    private static HashSet<string> RequiredOf(Type shape)
        => shape.Namespace == typeof(SendMessageJson).Namespace
            ? [.. RequestFields.Required.GetValueOrDefault(shape) ?? []]
            : [.. shape.GetProperties().Where(property => property.GetCustomAttribute<JsonIgnoreAttribute>() is null)
                .Select(property => property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name).OfType<string>()];

    /// <summary>A change of a field looks on the wire like the field.</summary>
    private static void Become(OpenApiSchema schema, OpenApiSchema inner, bool isNullable)
    {
        schema.Type = isNullable ? inner.Type | JsonSchemaType.Null : inner.Type;
        schema.Format = inner.Format;
        schema.Items = inner.Items;
        schema.Properties = inner.Properties;
        schema.Required = inner.Required;
        schema.Description = null;
    }

    private static bool IsNullable(OpenApiSchemaTransformerContext context)
        => context.JsonPropertyInfo is { AttributeProvider: PropertyInfo property }
            && !RequestFields.NeverNull.Contains(context.JsonPropertyInfo.Name)
            && new NullabilityInfoContext().Create(property).GenericTypeArguments is [{ ReadState: NullabilityState.Nullable }];
}
