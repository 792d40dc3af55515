using System.Reflection;
using Haggle.Core;
using Haggle.Dialects.FastApi;
using Haggle.Dialects.Native.Parameters;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Haggle.Dialects.Native.Requests;

/// <summary><c>?q=</c> of the search for people, with the page.</summary>
internal sealed class PeopleQuery(string? text, PageRequest page, Refusal? refusal) : IBindableFromHttpContext<PeopleQuery>, IEndpointParameterMetadataProvider, IUnbound
{
    private const int LongestText = 256;

    public string? Text => text;

    public PageRequest Page => page;

    public Refusal? Refusal => refusal;

    public static ValueTask<PeopleQuery?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var query = new QueryReader(context.Request);
        return new(new PeopleQuery(query.Text("q", LongestText), PageQuery.Read(query), query.Refusal));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Note(ParameterNote.Query("q", "string", "The beginning of a tag, with or without @, or words of a display name; 2 to 64 characters."));
        PageQuery.PopulateMetadata(parameter, builder);
    }
}
