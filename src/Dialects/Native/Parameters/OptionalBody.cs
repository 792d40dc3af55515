using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using Haggle.Core;
using Haggle.Dialects.FastApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace Haggle.Dialects.Native.Parameters;

/// <summary>A JSON body that need not be there; what is there must be right.</summary>
internal sealed class OptionalBody<T> : IBindableFromHttpContext<OptionalBody<T>>, IEndpointParameterMetadataProvider, IUnbound
    where T : class
{
    private OptionalBody(T? value, Refusal? refusal) => (Value, Refusal) = (value, refusal);

    /// <summary>Null when no body came.</summary>
    public T? Value { get; }

    public Refusal? Refusal { get; }

    public static async ValueTask<OptionalBody<T>?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == false)
            return new OptionalBody<T>(null, null);
        var shape = (JsonTypeInfo<T>)NativeJson.Wire.GetTypeInfo(typeof(T))!;
        return (await JsonBody.ReadAsync(context.Request, shape, context.RequestAborted)).TryGet(out var value, out var refusal)
            ? new OptionalBody<T>(value, null)
            : new OptionalBody<T>(null, refusal);
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
        => builder.Metadata.Add(new AcceptsMetadata(["application/json"], typeof(T), isOptional: true));
}
