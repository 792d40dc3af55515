using System.Reflection;
using Haggle.Core;
using Haggle.Dialects.FastApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Haggle.Dialects.Native.Parameters;

/// <summary><c>?limit=</c> and <c>?cursor=</c> of every list.</summary>
internal sealed class PageQuery(PageRequest page, Refusal? refusal) : IBindableFromHttpContext<PageQuery>, IEndpointParameterMetadataProvider, IUnbound
{
    /// <summary>Longer than any cursor that we give.</summary>
    private const int LongestCursor = 512;

    public static readonly ParameterNote Limit = ParameterNote.Query("limit", "integer", "At most so many items, 50 by default.") with { Least = 1, Most = PageRequest.MaxLimit };

    private static readonly ParameterNote Cursor = ParameterNote.Query("cursor", "string", "A `next_cursor` of the page before; absent for the first page.");

    public PageRequest Page => page;

    public Refusal? Refusal => refusal;

    public static ValueTask<PageQuery?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var query = new QueryReader(context.Request);
        return new(new PageQuery(Read(query), query.Refusal));
    }

    public static PageRequest Read(QueryReader query) => new(query.Int("limit", PageRequest.DefaultLimit, 1, PageRequest.MaxLimit), query.Text("cursor", LongestCursor));

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.Note(Limit, Cursor);
}
