using System.Text.Json;

namespace Haggle.Testing;

/// <summary>The server said no where the test expected a yes.</summary>
public sealed class NativeRefusedException(string request, int? status, string? code, JsonElement body)
    : Exception($"{request} was refused: {status} {(body.ValueKind == JsonValueKind.Undefined ? "(no body)" : body.GetRawText())}")
{
    /// <summary>Null on the socket, which has none.</summary>
    public int? Status => status;

    public string? Code => code;
}
