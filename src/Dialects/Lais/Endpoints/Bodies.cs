using System.Text.Json.Serialization.Metadata;
using Haggle.Core;
using Haggle.Dialects.FastApi;
using Microsoft.AspNetCore.Http;

namespace Haggle.Dialects.Lais.Endpoints;

internal static class Bodies
{
    /// <summary>Nothing but JSON that says so: a form of another site's page could otherwise post here.</summary>
    /// <returns>The body; <see cref="RefusalKind.Invalid"/> with the field's name.</returns>
    public static async ValueTask<Result<T>> ReadAsync<T>(HttpRequest request, JsonTypeInfo<T> shape, CancellationToken cancellation)
        where T : class
        => request.HasJsonContentType() ? await JsonBody.ReadAsync(request, shape, cancellation) : Refusal.Invalid("body", "Send JSON, as application/json");
}
