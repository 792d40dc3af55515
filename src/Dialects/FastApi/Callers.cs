using System.Reflection;
using Haggle.Core;
using Haggle.Core.People;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Haggle.Dialects.FastApi;

/// <summary>Routes for signed-in people: whoever brings no good <c>Authorization: Bearer</c> is refused before anything else is looked at.</summary>
public static class Callers
{
    /// <summary>401 for whoever brings no good token. The token is taken from <c>Authorization: Bearer</c> alone.</summary>
    /// <param name="say">How the wire says a refusal.</param>
    internal static TBuilder RequireCaller<TBuilder>(this TBuilder routes, Func<Refusal, IResult> say)
        where TBuilder : IEndpointConventionBuilder
        => routes.WithMetadata(new CallerRequired(say));

    /// <summary>Runs after routing and before any argument is bound, so that nobody without a credential gets even a 422.</summary>
    public static void UseCallers(this IApplicationBuilder app)
    {
        var callers = app.ApplicationServices.GetService(typeof(ICallers)) as ICallers ?? throw new InvalidOperationException("Nobody identifies callers.");
        app.Use(next => http => CheckAsync(http, callers, next));
    }

    internal static string? BearerOf(HttpRequest request)
    {
        var header = request.Headers.Authorization;
        return header.Count == 1 && header[0] is { } value && value.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? value["Bearer ".Length..].Trim() : null;
    }

    private static async Task CheckAsync(HttpContext http, ICallers callers, RequestDelegate next)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<CallerRequired>() is { } required)
        {
            var identified = await callers.IdentifyAsync(BearerOf(http.Request), http.RequestAborted);
            if (!identified.TryGet(out var caller, out var refusal))
            {
                await required.Say(refusal).ExecuteAsync(http);
                return;
            }
            http.Features.Set(caller);
        }
        await next(http);
    }
}

/// <summary>Says of a route that it needs a signed-in person; the documentation reads it too.</summary>
internal sealed record CallerRequired(Func<Refusal, IResult> Say);

/// <summary>Who calls, as a handler's argument. The route must be inside a group that asks for a caller.</summary>
internal sealed class Me : IBindableFromHttpContext<Me>
{
    private Me(Caller caller) => Caller = caller;

    public Caller Caller { get; }

    public Person Person => Caller.Person;

    public static ValueTask<Me?> BindAsync(HttpContext context, ParameterInfo parameter)
        => ValueTask.FromResult<Me?>(new Me(context.Features.Get<Caller>() ?? throw new InvalidOperationException("This route does not ask for a caller.")));
}
