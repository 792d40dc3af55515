using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace Haggle.Dialects.FastApi;

/// <summary>The refusals in a wire's own description: those that follow from what a route takes, and those that it names.</summary>
internal static class DescribedRefusals
{
    private const string Json = "application/json";

    /// <summary>Beside those that follow from its blanks, its query, its body and from who may call it.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder route, params int[] statuses) => route.WithMetadata(new RefusalNote(statuses));

    /// <summary>When all else is known of the route.</summary>
    public static void Add(EndpointBuilder route)
    {
        var metadata = route.Metadata;
        if (route is not RouteEndpointBuilder { RoutePattern: var pattern } || metadata.OfType<IExcludeFromDescriptionMetadata>().Any(excluded => excluded.ExcludeFromDescription))
            return;
        var statuses = new SortedSet<int>(metadata.OfType<RefusalNote>().SelectMany(note => note.Statuses));
        if (metadata.OfType<CallerRequired>().Any())
            statuses.UnionWith([StatusCodes.Status401Unauthorized, StatusCodes.Status429TooManyRequests, StatusCodes.Status503ServiceUnavailable]);
        if (pattern.Parameters.Count > 0)
            statuses.UnionWith([StatusCodes.Status404NotFound, StatusCodes.Status422UnprocessableEntity]);
        if (metadata.OfType<ParameterRead>().Any(note => note.Place == Microsoft.OpenApi.ParameterLocation.Query))
            statuses.Add(StatusCodes.Status422UnprocessableEntity);
        if (metadata.OfType<IAcceptsMetadata>().Any())
            statuses.UnionWith([StatusCodes.Status413PayloadTooLarge, StatusCodes.Status422UnprocessableEntity]);
        // What a route says itself stands, and one that says nothing of what it answers is described by the framework, which it would not be with refusals alone.
        var said = metadata.OfType<IProducesResponseTypeMetadata>().Select(answer => answer.StatusCode).ToHashSet();
        if (said.Count == 0)
            return;
        foreach (var status in statuses.Where(status => !said.Contains(status)))
            metadata.Add(new ProducesResponseTypeMetadata(status, status == StatusCodes.Status422UnprocessableEntity ? typeof(DetailsJson) : typeof(DetailJson), [Json]));
    }

    private sealed record RefusalNote(IReadOnlyList<int> Statuses);
}
