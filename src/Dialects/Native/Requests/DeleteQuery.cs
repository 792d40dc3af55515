using System.Reflection;
using Haggle.Core;
using Haggle.Dialects.Native.Parameters;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Haggle.Dialects.Native.Requests;

/// <summary><c>?for=</c> of <c>DELETE /messages/{message_id}</c>.</summary>
internal sealed class DeleteQuery(bool forEveryone, Refusal? refusal) : IBindableFromHttpContext<DeleteQuery>, IEndpointParameterMetadataProvider, IUnbound
{
    public bool ForEveryone => forEveryone;

    public Refusal? Refusal => refusal;

    public static ValueTask<DeleteQuery?> BindAsync(HttpContext context, ParameterInfo parameter) => new(context.Request.Query["for"].LastOrDefault() switch
    {
        null or "" or "everyone" => new DeleteQuery(true, null),
        "me" => new DeleteQuery(false, null),
        _ => new DeleteQuery(false, Core.Refusal.Invalid("query.for", "Input should be everyone or me")),
    });

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
        => builder.Note(ParameterNote.Query("for", "string", "Everyone, the default: a tombstone for all. Me: out of my own sight only.", "everyone", "me"));
}
