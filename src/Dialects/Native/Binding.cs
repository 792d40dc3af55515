using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Haggle.Core;
using Haggle.Core.People;
using Haggle.Dialects.FastApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Haggle.Dialects.Native;

/// <summary>A handler's argument that may have failed to come about; <see cref="Guards.RefuseUnbound"/> answers then, and the handler never runs.</summary>
internal interface IUnbound
{
    Refusal? Refusal { get; }
}

/// <summary>A body that can be compared with another one.</summary>
internal interface IBody
{
    /// <summary>What it means, as JSON: without white space, and without what we do not know.</summary>
    byte[] ToJson();
}

/// <summary>The JSON body of a request, read by our rules: a mistake is a 422 that names the field.</summary>
internal sealed class Body<T> : IBindableFromHttpContext<Body<T>>, IEndpointParameterMetadataProvider, IUnbound, IBody
    where T : class
{
    private readonly Result<T> read;

    private Body(Result<T> read) => this.read = read;

    public T Value => read.TryGet(out var value, out _) ? value : throw new InvalidOperationException("The body was refused; RefuseUnbound is missing on this route.");

    public Refusal? Refusal => read.Refusal;

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(Value, Shape);

    public static async ValueTask<Body<T>?> BindAsync(HttpContext context, ParameterInfo parameter)
        => new Body<T>(await JsonBody.ReadAsync(context.Request, Shape, context.RequestAborted));

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
        => builder.Metadata.Add(new AcceptsMetadata(["application/json"], typeof(T)));

    private static JsonTypeInfo<T> Shape => (JsonTypeInfo<T>)NativeJson.Wire.GetTypeInfo(typeof(T))!;
}

internal static class Guards
{
    /// <summary>401 for whoever brings no good <c>X-Api-Key</c>.</summary>
    public static TBuilder RequireServerKey<TBuilder>(this TBuilder routes)
        where TBuilder : IEndpointConventionBuilder
        => routes.WithMetadata(ServerKeyRequired.Instance);

    /// <summary>Arguments that did not come about are answered with their refusal.</summary>
    public static async ValueTask<object?> RefuseUnbound(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        foreach (var argument in invocation.Arguments)
            if (argument is IUnbound { Refusal: { } refusal })
                return refusal.ToHttp();
        return await next(invocation);
    }

    /// <summary>Runs after routing and before any argument is bound, so that nobody without a key gets even a 422.</summary>
    public static async Task CheckKeyAsync(HttpContext http, ICallers callers, RequestDelegate next)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<ServerKeyRequired>() is not null)
        {
            var identified = await callers.IdentifyServerAsync(http.Request.Headers["X-Api-Key"], http.RequestAborted);
            if (!identified.TryGet(out var key, out var refusal))
            {
                await refusal.ToHttp().ExecuteAsync(http);
                return;
            }
            http.Features.Set(key);
        }
        await next(http);
    }
}

/// <summary>Says of a route that it needs a key of the marketplace's backend.</summary>
internal sealed class ServerKeyRequired
{
    public static readonly ServerKeyRequired Instance = new();
}
