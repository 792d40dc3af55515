using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Haggle.Dialects.FastApi;
using Haggle.Dialects.Native.Shapes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Haggle.Dialects.Native.OpenApi;

/// <summary>The description of the native REST API, made from its routes: <c>GET /openapi.json</c>.</summary>
public static class NativeOpenApi
{
    private const string Document = "v1";

    public static IServiceCollection AddNativeOpenApi(this IServiceCollection services)
    {
        // The description reads shapes as the wire writes them; our handlers do not use these options.
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.TypeInfoResolver = JsonTypeInfoResolver.Combine(NativeJson.Wire, new DefaultJsonTypeInfoResolver());
            json.SerializerOptions.Converters.Add(new UtcInstant());
            json.SerializerOptions.Converters.Add(new ChangeConverter());
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            json.SerializerOptions.MaxDepth = NativeJson.MaxDepth;
        });
        services.AddOpenApi(Document, options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.CreateSchemaReferenceId = static shape => SchemaNames.Of(shape.Type);
            options.AddSchemaTransformer(Schemas.DescribeAsync);
            options.AddOperationTransformer(Operations.DescribeAsync);
            options.AddDocumentTransformer(Frontispiece.DescribeAsync);
        });
        services.AddSingleton<DescriptionBytes>();
        return services;
    }

    /// <summary>An example for a route whose shapes are not of this dialect.</summary>
    public static RouteHandlerBuilder WithAnswerExample(this RouteHandlerBuilder route, int status, string json) => route.WithMetadata(new AnswerExample(status, json));

    public static IEndpointRouteBuilder MapNativeOpenApi(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/openapi.json", static async (DescriptionBytes description) => Results.Bytes(await description.Value, "application/json"))
            .ExcludeFromDescription();
        return routes;
    }

    /// <summary>Made once, on first demand: routes do not change while we run.</summary>
    internal sealed class DescriptionBytes([FromKeyedServices(Document)] IOpenApiDocumentProvider documents)
    {
        private readonly Lazy<Task<byte[]>> made = new(() => MakeAsync(documents));

        public Task<byte[]> Value => made.Value;

        private static async Task<byte[]> MakeAsync(IOpenApiDocumentProvider documents)
        {
            var document = await documents.GetOpenApiDocumentAsync(CancellationToken.None);
            using var text = new StringWriter(CultureInfo.InvariantCulture);
            document.SerializeAsV31(new OpenApiJsonWriter(text, new OpenApiJsonWriterSettings { Terse = true }));
            return Encoding.UTF8.GetBytes(text.ToString());
        }
    }
}
