using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Haggle.Server.Tests.Secrets;

/// <summary>Everything that a server was told and must not repeat to its operator, and how to find it again in other clothes.</summary>
internal sealed class Vault
{
    private readonly List<(string What, string Trace)> traces = [];

    /// <summary>A text with a word that stands nowhere else: half of it, or another spelling, is recognised too.</summary>
    /// <param name="what">For the message of a failure.</param>
    /// <param name="around">With <c>*</c> where the word goes.</param>
    public string Word(string what, string around = "*")
    {
        var word = string.Concat(Enumerable.Range(0, 14).Select(_ => (char)('a' + Random.Shared.Next(26))));
        traces.Add((what, word));
        return Keep(what, around.Replace("*", word, StringComparison.Ordinal));
    }

    /// <summary>A token or key, whole or any quarter of it.</summary>
    public string Token(string what, string token)
    {
        // The first part of a JWT is the same in all of them and says nothing.
        var telling = token.Split('.') is { Length: 3 } parts ? parts[1..] : [token];
        foreach (var part in telling)
            for (var at = 0; at + 16 <= part.Length; at += 16)
                traces.Add((what, part.Substring(at, 16)));
        return Keep(what, token);
    }

    /// <summary>What of all this stands in a piece of output; null when nothing does.</summary>
    public string? FoundIn(string text) => traces.Find(trace => text.Contains(trace.Trace, StringComparison.OrdinalIgnoreCase)).What;

    private string Keep(string what, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        traces.Add((what, text));
        traces.Add(($"{what}, percent-encoded", Uri.EscapeDataString(text)));
        traces.Add(($"{what}, in JSON", JsonSerializer.Serialize(text)[1..^1]));
        traces.Add(($"{what}, in base64", Convert.ToBase64String(bytes).TrimEnd('=')));
        traces.Add(($"{what}, in base64url", Base64Url.EncodeToString(bytes)));
        traces.Add(($"{what}, in hexadecimal", Convert.ToHexString(bytes)));
        return text;
    }
}
