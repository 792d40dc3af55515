using Haggle.Dialects.Boards.Shapes;
using Haggle.Dialects.FastApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Haggle.Dialects.Boards.Endpoints;

/// <summary>What routes say of their answers, for the wire's description.</summary>
internal static class Describing
{
    /// <summary>Answers of this shape, in their envelope.</summary>
    public static RouteHandlerBuilder Gives<T>(this RouteHandlerBuilder route, params int[] statuses)
    {
        foreach (var status in statuses is [] ? [StatusCodes.Status200OK] : statuses)
            route.Produces<DataJson<T>>(status);
        return route;
    }

    /// <summary>Refusals with these statuses.</summary>
    public static TBuilder Refuses<TBuilder>(this TBuilder routes, params int[] statuses)
        where TBuilder : IEndpointConventionBuilder
    {
        foreach (var status in statuses)
            routes.WithMetadata(new ProducesResponseTypeMetadata(
                status, status == StatusCodes.Status422UnprocessableEntity ? typeof(DetailsJson) : typeof(DetailJson), ["application/json"]));
        return routes;
    }
}
