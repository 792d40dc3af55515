using System.Reflection;
using Haggle.Core;
using Haggle.Dialects.FastApi;
using Haggle.Dialects.Native.Parameters;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Haggle.Dialects.Native.Requests;

/// <summary><c>?include_current=true</c>.</summary>
internal sealed class IncludeCurrentQuery(bool includeCurrent, Refusal? refusal) : IBindableFromHttpContext<IncludeCurrentQuery>, IEndpointParameterMetadataProvider, IUnbound
{
    public bool IncludeCurrent => includeCurrent;

    public Refusal? Refusal => refusal;

    public static ValueTask<IncludeCurrentQuery?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var query = new QueryReader(context.Request);
        return new(new IncludeCurrentQuery(query.Bool("include_current") ?? false, query.Refusal));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
        => builder.Note(ParameterNote.Query("include_current", "boolean", "Whether the current session ends too; false by default."));
}
