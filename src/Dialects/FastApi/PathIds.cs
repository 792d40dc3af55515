using System.Globalization;
using Haggle.Core;
using Microsoft.AspNetCore.Http;

namespace Haggle.Dialects.FastApi;

/// <summary>Numbers in paths.</summary>
internal static class PathIds
{
    /// <summary>Above it JavaScript would round; we never give such an id.</summary>
    private const long Most = (1L << 53) - 1;

    /// <returns>
    /// The id; <see cref="RefusalKind.NotFound"/> <paramref name="thing"/> for a number that is nobody's id, however long it is;
    /// <see cref="RefusalKind.Invalid"/> for what is no number.
    /// </returns>
    public static Result<long> Read(HttpContext http, string name, string thing)
    {
        var text = http.Request.RouteValues[name] as string ?? "";
        var digits = text.AsSpan(text.StartsWith('-') ? 1 : 0);
        if (digits.IsEmpty || digits.ContainsAnyExceptInRange('0', '9'))
            return Refusal.Invalid($"path.{name}", "Input should be a whole number");
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id) && id is > 0 and <= Most ? id : Refusal.NotFound(thing);
    }

    public static long Value(this Result<long> read)
        => read.TryGet(out var id, out _) ? id : throw new InvalidOperationException("The path was refused; RefuseUnbound is missing on this route.");
}
