using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Haggle.Integrations.AuthService;

/// <summary>Asks the marketplace's auth service who a token belongs to, and what that person may do there.</summary>
/// <remarks>
/// Two questions, because the first answers yes for refresh tokens and for people who are locked out or gone; the second knows better. Source:
/// contracts/gametrade.md.
/// </remarks>
public sealed class AuthService : IDisposable
{
    private const int MaxBytes = 64 * 1024;

    private readonly HttpClient http;

    /// <param name="address">Without a path of its own, such as <c>http://auth-svc:8000</c>.</param>
    /// <param name="patience">How long an answer may take; the originals wait 10 seconds.</param>
    public AuthService(Uri address, TimeSpan patience)
    {
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
        {
            BaseAddress = address,
            Timeout = patience,
            MaxResponseContentBufferSize = MaxBytes,
        };
    }

    /// <returns>Null when the token is good for nothing.</returns>
    /// <exception cref="HttpRequestException">The service is away, slow, or says what nobody understands: it is not known who this is.</exception>
    public async Task<Vouched?> AskAsync(string token, CancellationToken cancellation)
    {
        try
        {
            return await ValidateAsync(token, cancellation) is { } valid && await RolesAsync(token, cancellation) is { } roles
                ? new Vouched(valid.UserId!.Value, valid.Username, roles)
                : null;
        }
        catch (TaskCanceledException slow) when (!cancellation.IsCancellationRequested)
        {
            throw new HttpRequestException("The auth service did not answer in time.", slow);
        }
        catch (JsonException nonsense)
        {
            throw new HttpRequestException("The auth service said what is no answer.", nonsense);
        }
    }

    public void Dispose() => http.Dispose();

    private async Task<Validation?> ValidateAsync(string token, CancellationToken cancellation)
    {
        using var answer = await http.PostAsJsonAsync("/validate", new Question(token), AuthServiceJson.Default.Question, cancellation);
        if (IsRefusal(answer.StatusCode))
            return null;
        Expect(answer);
        var validation = await answer.Content.ReadFromJsonAsync(AuthServiceJson.Default.Validation, cancellation);
        return validation is { IsValid: true, UserId: > 0 } ? validation : null;
    }

    private async Task<string[]?> RolesAsync(string token, CancellationToken cancellation)
    {
        using var question = new HttpRequestMessage(HttpMethod.Get, "/account/roles");
        question.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.SendAsync(question, cancellation);
        if (IsRefusal(answer.StatusCode))
            return null;
        Expect(answer);
        return await answer.Content.ReadFromJsonAsync(AuthServiceJson.Default.StringArray, cancellation) ?? [];
    }

    private static bool IsRefusal(HttpStatusCode status) => (int)status is >= 400 and < 500 and not 429;

    private static void Expect(HttpResponseMessage answer)
    {
        if (answer.StatusCode != HttpStatusCode.OK)
            throw new HttpRequestException($"The auth service answered {(int)answer.StatusCode}.");
    }
}

/// <summary>Somebody whom the auth service knows.</summary>
/// <param name="UserId">The marketplace's number.</param>
/// <param name="Username">As it is shown; null when the service does not say.</param>
/// <param name="Roles">Words such as <c>user</c>, <c>moderator</c>, <c>admin</c>; none follows from another.</param>
public sealed record Vouched(long UserId, string? Username, IReadOnlyList<string> Roles);

internal sealed record Question([property: JsonPropertyName("token")] string Token)
{
    public override string ToString() => nameof(Question);
}

internal sealed record Validation(
    [property: JsonPropertyName("is_valid")] bool IsValid, [property: JsonPropertyName("user_id")] long? UserId, [property: JsonPropertyName("username")] string? Username);

[JsonSerializable(typeof(Question))]
[JsonSerializable(typeof(Validation))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class AuthServiceJson : JsonSerializerContext;
