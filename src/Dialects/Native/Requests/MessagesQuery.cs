using System.Reflection;
using Haggle.Core;
using Haggle.Core.Messages;
using Haggle.Dialects.FastApi;
using Haggle.Dialects.Native.Parameters;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Haggle.Dialects.Native.Requests;

/// <summary>The query of <c>GET /chats/{chat_id}/messages</c>.</summary>
internal sealed class MessagesQuery(MessageRange range, Refusal? refusal) : IBindableFromHttpContext<MessagesQuery>, IEndpointParameterMetadataProvider, IUnbound
{
    public MessageRange Range => range;

    public Refusal? Refusal => refusal;

    public static ValueTask<MessagesQuery?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var query = new QueryReader(context.Request);
        var range = new MessageRange(
            query.Int("limit", PageRequest.DefaultLimit, 1, PageRequest.MaxLimit), query.Long("before_seq", 0), query.Long("after_seq", 0), query.Long("around_seq", 0));
        return new(new MessagesQuery(range, query.Refusal));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.Note(
        PageQuery.Limit,
        ParameterNote.Query("before_seq", "integer", "The page before this seq, exclusive.") with { Least = 0 },
        ParameterNote.Query("after_seq", "integer", "The page after this seq, exclusive.") with { Least = 0 },
        ParameterNote.Query("around_seq", "integer", "The page with this seq in its middle.") with { Least = 0 });
}
