using System.Net;
using System.Text.Json;

namespace Haggle.Testing;

/// <summary>What the native API answered, whatever it was.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Body">Of kind Undefined when there was none.</param>
/// <param name="Request">For messages: method and path.</param>
public sealed record NativeAnswer(HttpStatusCode Status, JsonElement Body, string Request)
{
    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>The error's <c>code</c>, null when there is none.</summary>
    public string? Code => Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty("code", out var code) ? code.GetString() : null;

    /// <returns>The body.</returns>
    /// <exception cref="NativeRefusedException">The answer is no success.</exception>
    public JsonElement Expect() => IsSuccess ? Body : throw new NativeRefusedException(Request, (int)Status, Code, Body);
}
