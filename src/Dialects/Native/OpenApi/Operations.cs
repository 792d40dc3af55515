using System.Globalization;
using System.Text.Json.Nodes;
using Haggle.Dialects.FastApi;
using Haggle.Dialects.Native.Parameters;
using Haggle.Dialects.Native.Shapes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Haggle.Dialects.Native.OpenApi;

/// <summary>What the framework cannot see of a route: who may call it, parameters we read ourselves, refusals that all routes share, examples.</summary>
internal static class Operations
{
    private const string Json = "application/json";

    public static async Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        AddParameters(operation, metadata.OfType<ParameterNote>());
        var needsCaller = metadata.OfType<CallerRequired>().Any();
        var needsKey = metadata.OfType<ServerKeyRequired>().Any();
        if (needsCaller)
            operation.Security = [Requirement(Frontispiece.Bearer, context.Document), Requirement(Frontispiece.Password, context.Document)];
        else if (needsKey)
            operation.Security = [Requirement(Frontispiece.ServerKey, context.Document)];
        if (needsCaller || needsKey)
            await AddRefusalAsync(operation, context, StatusCodes.Status401Unauthorized, cancellation);
        if (operation.RequestBody is not null)
        {
            await AddRefusalAsync(operation, context, StatusCodes.Status413PayloadTooLarge, cancellation);
            await AddRefusalAsync(operation, context, StatusCodes.Status415UnsupportedMediaType, cancellation);
        }
        await AddRefusalAsync(operation, context, StatusCodes.Status429TooManyRequests, cancellation);
        await AddRefusalAsync(operation, context, StatusCodes.Status503ServiceUnavailable, cancellation);
        AddExamples(operation, context.Description);
        foreach (var shown in metadata.OfType<AnswerExample>())
            if (operation.Responses is { } answers && answers.TryGetValue(shown.Status.ToString(CultureInfo.InvariantCulture), out var answer))
                Show(answer.Content, JsonNode.Parse(shown.Json));
        ShowForm(operation);
    }

    private static void AddParameters(OpenApiOperation operation, IEnumerable<ParameterNote> notes)
    {
        operation.Parameters ??= [];
        foreach (var note in notes)
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = note.Name,
                In = note.Place switch
                {
                    ParameterPlace.Path => ParameterLocation.Path,
                    ParameterPlace.Query => ParameterLocation.Query,
                    ParameterPlace.Header => ParameterLocation.Header,
                },
                Required = note.Place == ParameterPlace.Path,
                Description = note.Description,
                Schema = new OpenApiSchema
                {
                    Type = note.Type switch { "integer" => JsonSchemaType.Integer, "boolean" => JsonSchemaType.Boolean, _ => JsonSchemaType.String },
                    Format = note.Type == "integer" ? "int64" : null,
                    Minimum = note.Least?.ToString(CultureInfo.InvariantCulture),
                    Maximum = note.Most?.ToString(CultureInfo.InvariantCulture),
                    Enum = note.Words.Length == 0 ? null : [.. note.Words.Select(word => (JsonNode)word!)],
                },
            });
    }

    private static OpenApiSecurityRequirement Requirement(string scheme, OpenApiDocument? document) => new() { [new OpenApiSecuritySchemeReference(scheme, document)] = [] };

    private static async Task AddRefusalAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, int status, CancellationToken cancellation)
    {
        operation.Responses ??= [];
        var response = new OpenApiResponse
        {
            Description = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status),
            Content = new Dictionary<string, OpenApiMediaType>
            {
                [Json] = new() { Schema = await context.GetOrCreateSchemaAsync(typeof(ErrorJson), null, cancellation), Example = Examples.OfRefusal(status) },
            },
        };
        operation.Responses.TryAdd(status.ToString(CultureInfo.InvariantCulture), response);
    }

    private static void AddExamples(OpenApiOperation operation, ApiDescription description)
    {
        foreach (var answer in description.SupportedResponseTypes)
            if (operation.Responses is { } responses && responses.TryGetValue(answer.StatusCode.ToString(CultureInfo.InvariantCulture), out var response))
                Show(response.Content, answer.StatusCode >= 400 ? Examples.OfRefusal(answer.StatusCode) : Examples.Of(answer.Type));
        if (description.ParameterDescriptions.FirstOrDefault(parameter => parameter.Source == BindingSource.Body) is { } body)
            Show(operation.RequestBody?.Content, Examples.Of(body.Type));
    }

    /// <summary>The form that OAuth's password grant sends has names of its own.</summary>
    private static void ShowForm(OpenApiOperation operation)
    {
        if (operation.RequestBody?.Content?.TryGetValue(LoginForm.ContentType, out var form) == true)
            form.Schema = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Required = new HashSet<string> { "username", "password" },
                Properties = new Dictionary<string, IOpenApiSchema>
                {
                    ["username"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "The e-mail." },
                    ["password"] = new OpenApiSchema { Type = JsonSchemaType.String },
                },
            };
    }

    private static void Show(IDictionary<string, OpenApiMediaType>? content, JsonNode? example)
    {
        if (example is not null && content is not null && content.TryGetValue(Json, out var shown))
            shown.Example = example;
    }
}
