using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Haggle.Core;
using Microsoft.AspNetCore.Http;

namespace Haggle.Dialects.FastApi;

/// <summary>Reads a JSON body the way FastAPI does: what does not fit is a complaint about a field, never an empty 400.</summary>
internal static class JsonBody
{
    /// <summary>No JSON request of ours is longer, in bytes.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <returns>
    /// The value; <see cref="RefusalKind.Invalid"/> with the field's name, or <c>body</c> when the whole is no JSON;
    /// <see cref="RefusalKind.TooLarge"/> <c>body</c>.
    /// </returns>
    public static async ValueTask<Result<T>> ReadAsync<T>(HttpRequest request, JsonTypeInfo<T> shape, CancellationToken cancellation)
        where T : class
    {
        if (request.ContentLength > MaxBytes)
            return TooLarge;
        try
        {
            using var body = await ReadBytesAsync(request.Body, cancellation);
            if (body is null)
                return TooLarge;
            if (body.Length == 0)
                return Refusal.Invalid("body", "Field required");
            return JsonSerializer.Deserialize(body.GetBuffer().AsSpan(0, (int)body.Length), shape) is { } value
                ? value
                : Refusal.Invalid("body", "Input should be an object");
        }
        catch (JsonException mistake)
        {
            return Refusal.Invalid(FieldOf(mistake.Path), "JSON decode error or wrong type");
        }
        catch (BadHttpRequestException tooLong) when (tooLong.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return TooLarge;
        }
    }

    private static readonly Refusal TooLarge = Refusal.TooLarge("body", "A request is at most 256 KiB");

    private static async ValueTask<MemoryStream?> ReadBytesAsync(Stream body, CancellationToken cancellation)
    {
        var bytes = new MemoryStream(1024);
        var piece = new byte[4096];
        int read;
        while ((read = await body.ReadAsync(piece, cancellation)) > 0)
        {
            if (bytes.Length + read > MaxBytes)
                return null;
            bytes.Write(piece, 0, read);
        }
        return bytes;
    }

    /// <summary>From the parser's <c>$.chats[0]</c> to our <c>chats</c>; the whole body when it says nothing.</summary>
    internal static string FieldOf(string? path)
    {
        if (path is null || !path.StartsWith("$.", StringComparison.Ordinal))
            return "body";
        var end = path.IndexOfAny(['.', '['], 2);
        return end < 0 ? path[2..] : path[2..end];
    }
}
