using System.Text.Json.Serialization.Metadata;
using Haggle.Core;
using Haggle.Core.Trade;
using Haggle.Dialects.Boards.Shapes;
using Haggle.Dialects.FastApi;
using Microsoft.AspNetCore.Http;

namespace Haggle.Dialects.Boards.Endpoints;

/// <summary>Answers in their envelope, and the two ways of paging.</summary>
internal static class Wrapping
{
    private const int MostOfAll = 20;
    private const int MostOfThread = 200;

    public static IResult Data<T>(T value, JsonTypeInfo<DataJson<T>> shape, int status = StatusCodes.Status200OK)
        => TypedResults.Json(new DataJson<T>(value), shape, statusCode: status);

    public static IResult Nothing() => TypedResults.Json(new DataJson<NoJson>(null), BoardsJson.Wire.DataJsonNoJson);

    public static IResult Page<T, TJson>(Numbered<T> page, Func<T, TJson> show, JsonTypeInfo<PageJson<TJson>> shape)
        => TypedResults.Json(new PageJson<TJson>([.. page.Items.Select(show)], new PaginationJson(page.Total)), shape);

    public static IResult Forbidden(string detail) => Answers.Detail(StatusCodes.Status403Forbidden, detail);

    /// <summary>Of lists that have a total: a limit beyond 20 is refused.</summary>
    public static Result<(int Offset, int Limit)> Paging(HttpRequest request)
    {
        var query = new QueryReader(request);
        var (offset, limit) = (query.Int("offset", 0, 0, int.MaxValue), query.Int("limit", MostOfAll, 1, MostOfAll));
        return query.Refusal is { } refusal ? refusal : (offset, limit);
    }

    /// <summary>Of a person's or a thread's own lists: a limit beyond 200 means 200.</summary>
    public static Result<(int Offset, int Limit)> Cutting(HttpRequest request, int otherwise)
    {
        var query = new QueryReader(request);
        var (offset, limit) = (query.Int("offset", 0, 0, int.MaxValue), (int)Math.Min(query.Long("limit", 1) ?? otherwise, MostOfThread));
        return query.Refusal is { } refusal ? refusal : (offset, limit);
    }
}
