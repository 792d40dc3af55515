using System.Reflection;
using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.Listings;
using Haggle.Dialects.FastApi;
using Haggle.Dialects.Native.Parameters;
using Haggle.Dialects.Native.Shapes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Haggle.Dialects.Native.Requests;

/// <summary>The query of <c>GET /chats</c>.</summary>
internal sealed class ChatsQuery(ChatFilter filter, PageRequest page, Refusal? refusal) : IBindableFromHttpContext<ChatsQuery>, IEndpointParameterMetadataProvider, IUnbound
{
    private const int LongestText = 128;

    public ChatFilter Filter => filter;

    public PageRequest Page => page;

    public Refusal? Refusal => refusal;

    public static ValueTask<ChatsQuery?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var query = new QueryReader(context.Request);
        var filter = new ChatFilter
        {
            Kind = query.Word<ChatKind>("kind", static kind => kind.Word()),
            Status = query.Word<ChatStatus>("status", static status => status.Word()),
            Archived = query.Bool("archived") ?? false,
            Unread = query.Bool("unread"),
            ListingId = query.Text("listing_id", ListingRules.IdCharacters),
            Label = query.Text("label", LongestText),
            Text = query.Text("q", LongestText),
            Role = query.Word<MemberRole>("role", static role => role.Word()),
        };
        return new(new ChatsQuery(filter, PageQuery.Read(query), query.Refusal));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Note(
            ParameterNote.Query("kind", "string", "Only chats of this kind.", [.. Enum.GetValues<ChatKind>().Select(kind => kind.Word())]),
            ParameterNote.Query("status", "string", "Only chats in this state.", [.. Enum.GetValues<ChatStatus>().Select(status => status.Word())]),
            ParameterNote.Query("archived", "boolean", "True: the archive; false, the default: all others."),
            ParameterNote.Query("unread", "boolean", "Only chats with (or without) something unread."),
            ParameterNote.Query("listing_id", "string", "Only chats about this listing."),
            ParameterNote.Query("label", "string", "Only chats with this label of mine."),
            ParameterNote.Query("q", "string", "Part of the title or of a participant's name."),
            ParameterNote.Query("role", "string", "Only chats where I am this.", [.. Enum.GetValues<MemberRole>().Select(role => role.Word())]));
        PageQuery.PopulateMetadata(parameter, builder);
    }
}
