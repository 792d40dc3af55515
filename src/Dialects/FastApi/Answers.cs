using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Haggle.Core;
using Microsoft.AspNetCore.Http;

namespace Haggle.Dialects.FastApi;

/// <summary>Refusals in the form that all five originals inherited from their framework: <c>detail</c> is a sentence, or a list of complaints with 422.</summary>
internal static class Answers
{
    public static IResult Detail(int status, string detail, TimeSpan? retryAfter = null) => new DetailResult(status, detail, retryAfter);

    /// <param name="field">The field as the wire calls it; <c>query.limit</c> and <c>path.chat_id</c> say where it is, any other is one of the body.</param>
    /// <param name="message">For people.</param>
    /// <param name="type">For programs.</param>
    public static IResult Unprocessable(string field, string message, string type = "value_error")
        => TypedResults.Json(new DetailsJson([new ValidationDetail(Where(field), message, type)]), FastApiJson.Wire.DetailsJson, statusCode: StatusCodes.Status422UnprocessableEntity);

    /// <summary>The refusals that every wire of this family says the same way; the rest is each wire's own.</summary>
    public static IResult Common(Refusal refusal) => refusal.Kind switch
    {
        RefusalKind.Unauthenticated => Detail(StatusCodes.Status401Unauthorized, "Not authenticated"),
        RefusalKind.Forbidden => Detail(StatusCodes.Status403Forbidden, refusal.Detail ?? "Forbidden"),
        RefusalKind.NotFound => Detail(StatusCodes.Status404NotFound, "Not Found"),
        RefusalKind.Conflict => Detail(StatusCodes.Status409Conflict, refusal.Detail ?? "Not possible in this state"),
        RefusalKind.Stale => Detail(StatusCodes.Status412PreconditionFailed, "It has changed since you looked"),
        RefusalKind.Invalid => Unprocessable(refusal.Subject, refusal.Detail ?? "Not valid"),
        RefusalKind.TooLarge => Detail(StatusCodes.Status413PayloadTooLarge, refusal.Detail ?? "Too large"),
        RefusalKind.TooFast => Detail(StatusCodes.Status429TooManyRequests, "Too many requests, slow down", refusal.RetryAfter ?? TimeSpan.FromSeconds(1)),
        RefusalKind.Busy => Detail(StatusCodes.Status503ServiceUnavailable, "Unavailable, retry", refusal.RetryAfter),
    };

    private static string[] Where(string field) => field switch
    {
        "body" => ["body"],
        _ when field.Contains('.', StringComparison.Ordinal) => field.Split('.'),
        _ => ["body", field],
    };

    private sealed class DetailResult(int status, string detail, TimeSpan? retryAfter) : IResult, IStatusCodeHttpResult
    {
        public int? StatusCode => status;

        public Task ExecuteAsync(HttpContext http)
        {
            var response = http.Response;
            response.StatusCode = status;
            if (status == StatusCodes.Status401Unauthorized)
                response.Headers.WWWAuthenticate = "Bearer";
            if (retryAfter is { } wait)
                response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            return response.WriteAsJsonAsync(new DetailJson(detail), FastApiJson.Wire.DetailJson);
        }
    }
}

internal sealed record DetailJson([property: JsonPropertyName("detail")] string Detail);

internal sealed record DetailsJson([property: JsonPropertyName("detail")] IReadOnlyList<ValidationDetail> Detail);

/// <summary>The shapes of refusals. Cyrillic stays readable; <c>&lt;</c>, <c>&gt;</c> and <c>&amp;</c> are escaped.</summary>
[JsonSerializable(typeof(DetailJson))]
[JsonSerializable(typeof(DetailsJson))]
internal sealed partial class FastApiJson : JsonSerializerContext
{
    /// <summary>Deeper JSON than this is refused.</summary>
    public const int MaxDepth = 32;

    public static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);

    public static readonly FastApiJson Wire = new(new JsonSerializerOptions { Encoder = Encoder });

    public static readonly JsonWriterOptions Writer = new() { Encoder = Encoder, SkipValidation = true };
}
