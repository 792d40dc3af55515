using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Haggle.Server.Tests.Deploy;

/// <summary>How images are named.</summary>
internal static partial class Image
{
    /// <summary>Of the server, and so of its image.</summary>
    public static string Version => XDocument.Parse(House.Read("Directory.Build.props")).Descendants("Version").Single().Value;

    /// <summary>With a tag that begins with a number: neither <c>latest</c> nor, by leaving it out, the same.</summary>
    [GeneratedRegex(@"^[\w./-]+:\d[\w.-]*$")]
    public static partial Regex OfAVersion();
}
