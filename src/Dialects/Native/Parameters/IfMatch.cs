using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Haggle.Dialects.Native.Parameters;

/// <summary>The header <c>If-Match: &lt;revision&gt;</c>, with or without quotation marks.</summary>
internal sealed class IfMatch(long? revision) : IBindableFromHttpContext<IfMatch>, IEndpointParameterMetadataProvider
{
    /// <summary>No chat has it: for a header that is no number, and so can match nothing.</summary>
    private const long Nothing = -1;

    /// <summary>The revision that the caller looked at; null when the caller does not care.</summary>
    public long? Revision => revision;

    public static ValueTask<IfMatch?> BindAsync(HttpContext context, ParameterInfo parameter) => new(new IfMatch(Parse(context.Request.Headers.IfMatch.ToString())));

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
        => builder.Note(new ParameterNote("If-Match", ParameterPlace.Header, "string", "The chat's `revision` that the change is based on; 412 when it has moved on."));

    internal static long? Parse(string header)
    {
        var tag = header.Trim();
        if (tag.Length == 0 || tag == "*")
            return null;
        if (tag.StartsWith("W/", StringComparison.Ordinal))
            tag = tag[2..];
        return long.TryParse(tag.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision : Nothing;
    }
}
