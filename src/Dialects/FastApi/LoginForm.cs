using Haggle.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Haggle.Dialects.FastApi;

/// <summary>The form of OAuth's password grant, which Swagger's Authorize dialog sends too. Fields beyond these are accepted and ignored.</summary>
internal sealed record LoginForm(string? Username, string? Email, string? Password)
{
    public const string ContentType = "application/x-www-form-urlencoded";

    private static readonly FormOptions Small = new() { ValueCountLimit = 16, KeyLengthLimit = 64, ValueLengthLimit = 4096, BufferBodyLengthLimit = 64 * 1024 };

    /// <returns>The form; <see cref="RefusalKind.Invalid"/> <c>body</c>.</returns>
    public static async ValueTask<Result<LoginForm>> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        try
        {
            var form = await new FormFeature(request, Small).ReadFormAsync(cancellation);
            return new LoginForm(First(form, "username"), First(form, "email"), First(form, "password"));
        }
        catch (Exception malformed) when (malformed is InvalidDataException or BadHttpRequestException or InvalidOperationException)
        {
            return Refusal.Invalid("body", "Not a small form");
        }
    }

    /// <summary>Without the password, so that no log line holds it by accident.</summary>
    public override string ToString() => nameof(LoginForm);

    private static string? First(IFormCollection form, string name) => form.TryGetValue(name, out var values) ? values[0] : null;
}
