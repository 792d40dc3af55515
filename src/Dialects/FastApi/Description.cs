using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Haggle.Dialects.FastApi;

/// <summary>A wire's own <c>/openapi.json</c>, made from its routes: the originals have one, and their clients are generated from it.</summary>
internal static partial class Description
{
    private const string Password = "OAuth2PasswordBearer", AnyType = "*/*", Instant = "date-time";

    /// <param name="name">The wire's, in small letters: that of its routes' group, see <see cref="Describe"/>.</param>
    /// <param name="title">For people.</param>
    /// <param name="tokenUrl">Where its clients sign in; null when others sign them in.</param>
    /// <param name="isPrefixed">Its routes are under a prefix only, which is its name; the description leaves it out, as it stands there too.</param>
    /// <param name="hasZones">Its instants are of the usual form; else they are UTC without a word about it, which is no <c>date-time</c>.</param>
    /// <param name="hasUuids">Its ids are UUIDs, where others count.</param>
    public static IServiceCollection AddDescription(
        this IServiceCollection services, string name, string title, string? tokenUrl, bool isPrefixed = false, bool hasZones = true, bool hasUuids = false)
        => services.AddOpenApi(name, options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            // The same routes are under a prefix too.
            options.ShouldInclude = route => route.GroupName == name && route.RelativePath?.StartsWith($"{name}/", StringComparison.Ordinal) == isPrefixed;
            options.AddOperationTransformer((operation, context, _) =>
            {
                var metadata = context.Description.ActionDescriptor.EndpointMetadata;
                operation.Parameters ??= [];
                operation.RequestBody?.Content?.Remove(AnyType);
                foreach (Match blank in Blank().Matches(context.Description.RelativePath ?? ""))
                    Add(operation, blank.Groups[1].Value, ParameterLocation.Path, hasUuids ? Uuid : new OpenApiSchema { Type = JsonSchemaType.Integer });
                foreach (var note in metadata.OfType<ParameterRead>())
                    Add(operation, note.Name, note.Place, new OpenApiSchema { Type = note.IsNumber ? JsonSchemaType.Integer : JsonSchemaType.String });
                if (metadata.OfType<CallerRequired>().Any() || metadata.OfType<TokenNote>().Any())
                    operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Password, context.Document)] = [] }];
                return Task.CompletedTask;
            });
            options.AddSchemaTransformer((schema, context, _) =>
            {
                Correct(schema, isNullable: Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) is not null, hasZones);
                return Task.CompletedTask;
            });
            options.AddDocumentTransformer((document, context, _) =>
            {
                foreach (var body in context.DescriptionGroups.SelectMany(group => group.Items).Where(route => route.GroupName == name).SelectMany(BodiesOf))
                    Require(document, body);
                document.Info = new OpenApiInfo { Title = title, Version = "1" };
                document.Servers = [new OpenApiServer { Url = "." }];
                if (isPrefixed)
                    document.Paths = WithoutPrefix(document.Paths, $"/{name}");
                document.Components ??= new OpenApiComponents();
                document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme> { [Password] = SchemeOf(tokenUrl) };
                return Task.CompletedTask;
            });
        });

    /// <summary>The routes are those of this wire, and no others' business.</summary>
    public static RouteGroupBuilder Describe(this RouteGroupBuilder routes, string name)
    {
        ((IEndpointConventionBuilder)routes).Finally(DescribedRefusals.Add);
        return routes.WithGroupName(name);
    }

    /// <summary>The route reads this from its query.</summary>
    public static RouteHandlerBuilder Query(this RouteHandlerBuilder route, string name, bool isNumber = true)
        => route.WithMetadata(new ParameterRead(name, ParameterLocation.Query, isNumber));

    /// <summary>The route reads this from its headers.</summary>
    public static RouteHandlerBuilder Header(this RouteHandlerBuilder route, string name) => route.WithMetadata(new ParameterRead(name, ParameterLocation.Header, IsNumber: false));

    /// <summary>The route reads this as JSON. Who sends another type is told so by the route itself, not by routing, which has an answer of its own.</summary>
    public static RouteHandlerBuilder JsonBodyOf<T>(this RouteHandlerBuilder route)
        where T : notnull
        => route.Accepts<T>("application/json", AnyType);

    /// <inheritdoc cref="JsonBodyOf{T}(RouteHandlerBuilder)"/>
    /// <param name="required">The fields that have to be there and not null; the others may be absent.</param>
    public static RouteHandlerBuilder JsonBodyOf<T>(this RouteHandlerBuilder route, params string[] required)
        where T : notnull
        => route.JsonBodyOf<T>().WithMetadata(new BodyNote(typeof(T).Name, required));

    /// <summary>The routes take a token wherever they do not take people's word.</summary>
    public static RouteGroupBuilder TakeTokens(this RouteGroupBuilder routes) => routes.WithMetadata(new TokenNote());

    public static void MapDescription(this IEndpointRouteBuilder routes, string name)
        => routes.MapGet("/openapi.json", async (HttpContext http) =>
        {
            var document = await http.RequestServices.GetRequiredKeyedService<IOpenApiDocumentProvider>(name).GetOpenApiDocumentAsync(http.RequestAborted);
            using var text = new StringWriter(CultureInfo.InvariantCulture);
            document.SerializeAsV31(new OpenApiJsonWriter(text, new OpenApiJsonWriterSettings { Terse = true }));
            return Results.Bytes(Encoding.UTF8.GetBytes(text.ToString()), "application/json");
        }).ExcludeFromDescription();

    private static OpenApiSecurityScheme SchemeOf(string? tokenUrl) => tokenUrl is null
        ? new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer" }
        : new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.OAuth2,
            Flows = new OpenApiOAuthFlows { Password = new OpenApiOAuthFlow { TokenUrl = new Uri(tokenUrl, UriKind.Relative), Scopes = new Dictionary<string, string>() } },
        };

    /// <summary>What the framework supposes of other servers' JSON: numbers as texts, which are refused here, and instants of one form only.</summary>
    private static void Correct(OpenApiSchema schema, bool isNullable, bool hasZones)
    {
        if (schema.Type is { } type && (type & (JsonSchemaType.Integer | JsonSchemaType.Number)) != 0)
            (schema.Type, schema.Pattern) = (type & ~JsonSchemaType.String, null);
        if (schema.Format != Instant)
            return;
        schema.Type = isNullable ? JsonSchemaType.String | JsonSchemaType.Null : JsonSchemaType.String;
        if (!hasZones)
            (schema.Format, schema.Description) = (null, "UTC, without a zone: 2025-06-01T12:34:56.789012");
    }

    private static IEnumerable<BodyNote> BodiesOf(ApiDescription route) => route.ActionDescriptor.EndpointMetadata.OfType<BodyNote>();

    /// <summary>The framework takes every field of a request for required, as every one of an answer is there.</summary>
    private static void Require(OpenApiDocument document, BodyNote body)
    {
        if (document.Components?.Schemas?.TryGetValue(body.Schema, out var known) != true || known is not OpenApiSchema schema)
            return;
        schema.Required = body.Required.ToHashSet();
        foreach (var field in body.Required)
            if (schema.Properties?.TryGetValue(field, out var property) == true && property is OpenApiSchema { Type: { } type } one)
                one.Type = type & ~JsonSchemaType.Null;
    }

    private static OpenApiPaths WithoutPrefix(OpenApiPaths paths, string prefix)
    {
        var bare = new OpenApiPaths();
        foreach (var (path, item) in paths)
            bare.Add(path.Length > prefix.Length ? path[prefix.Length..] : "/", item);
        return bare;
    }

    private static void Add(OpenApiOperation operation, string name, ParameterLocation place, OpenApiSchema schema)
    {
        if (operation.Parameters!.All(known => known.Name != name))
            operation.Parameters!.Add(new OpenApiParameter { Name = name, In = place, Required = place == ParameterLocation.Path, Schema = schema });
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Blank();

    private static OpenApiSchema Uuid => new() { Type = JsonSchemaType.String, Format = "uuid" };

    private sealed record BodyNote(string Schema, IReadOnlyList<string> Required);

    private sealed record TokenNote;
}

/// <summary>A parameter that a route reads itself.</summary>
internal sealed record ParameterRead(string Name, ParameterLocation Place, bool IsNumber);
