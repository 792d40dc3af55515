using Haggle.Dialects.Native.Shapes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Haggle.Dialects.Native;

/// <summary>What the API's own description says of a route. The refusals that every route shares (401, 429, 503) are added from its metadata.</summary>
internal static class Documentation
{
    private const string Json = "application/json";

    /// <param name="name">Unique in the whole API, in camel case: generated clients name their method after it.</param>
    /// <param name="summary">One line without a full stop.</param>
    /// <param name="description">What a client must know beyond the summary; Markdown.</param>
    public static RouteHandlerBuilder Documented(this RouteHandlerBuilder route, string name, string summary, string? description = null)
    {
        route.WithName(name).WithSummary(summary);
        return description is null ? route : route.WithDescription(description);
    }

    /// <summary>An answer with a JSON body of this shape.</summary>
    public static RouteHandlerBuilder Gives<T>(this RouteHandlerBuilder route, int status = StatusCodes.Status200OK) => route.Produces<T>(status, Json);

    /// <summary>201 when it was made just now, 200 when it was there.</summary>
    public static RouteHandlerBuilder GivesCreatedOrFound<T>(this RouteHandlerBuilder route)
        => route.Gives<T>(StatusCodes.Status201Created).Gives<T>();

    /// <summary>204: done, and nothing to say.</summary>
    public static RouteHandlerBuilder GivesNothing(this RouteHandlerBuilder route) => route.Produces(StatusCodes.Status204NoContent);

    /// <summary>The refusals of this route, each with the shape of its body.</summary>
    public static RouteHandlerBuilder ProducesError(this RouteHandlerBuilder route, params int[] statuses)
    {
        foreach (var status in statuses)
            route = status == StatusCodes.Status422UnprocessableEntity ? route.Produces<InvalidJson>(status, Json) : route.Produces<ErrorJson>(status, Json);
        return route;
    }
}
