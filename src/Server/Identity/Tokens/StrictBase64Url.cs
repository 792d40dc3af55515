using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace Haggle.Server.Identity.Tokens;

/// <summary>base64url without padding (RFC 7515, section 2), where each value has exactly one spelling.</summary>
internal static class StrictBase64Url
{
    public static bool TryDecode(ReadOnlySpan<char> text, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        foreach (var character in text)
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('-' or '_'))
                return false;
        if (text.Length % 4 == 1)
            return false;
        var decoded = new byte[text.Length * 3 / 4];
        // Left-over bits could be anything to a lenient reader; a signature would then have several spellings.
        if (Base64Url.DecodeFromChars(text, decoded, out _, out var written) != OperationStatus.Done || written != decoded.Length
            || !text.SequenceEqual(Base64Url.EncodeToString(decoded)))
            return false;
        bytes = decoded;
        return true;
    }
}
