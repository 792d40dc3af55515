using System.Globalization;
using System.Reflection;
using Haggle.Core;
using Haggle.Core.People;
using Haggle.Dialects.Native.Parameters;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Haggle.Dialects.Native.Requests;

/// <summary><c>?ids=1,2</c>: whom to look at, nobody twice.</summary>
internal sealed class PresenceQuery(IReadOnlyList<PersonId> ids, Refusal? refusal) : IBindableFromHttpContext<PresenceQuery>, IEndpointParameterMetadataProvider, IUnbound
{
    public const int MostIds = 100;

    public IReadOnlyList<PersonId> Ids => ids;

    public Refusal? Refusal => refusal;

    public static ValueTask<PresenceQuery?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var ids = new List<PersonId>();
        foreach (var text in context.Request.Query["ids"].SelectMany(value => (value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
        {
            if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
                return Refuse("Input should be whole numbers separated by commas");
            ids.Add(new PersonId(id));
        }
        ids = [.. ids.Distinct()];
        return ids.Count > MostIds ? Refuse("At most 100 ids") : new(new PresenceQuery(ids, null));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
        => builder.Note(ParameterNote.Query("ids", "string", "People's ids separated by commas, at most 100."));

    private static ValueTask<PresenceQuery?> Refuse(string detail) => new(new PresenceQuery([], Core.Refusal.Invalid("query.ids", detail)));
}
