using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Haggle.Testing;

/// <summary>A marketplace's auth service, played by a real HTTP server: <c>POST /validate</c> and <c>GET /account/roles</c> as the original answers them.</summary>
public sealed class AuthStandIn : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Account> tokens = new();
    private readonly Received<string> questions = new(10);
    private int asked;
    private readonly int port = FreePort.Find();
    private HttpListener listener = new();
    private Task serving = Task.CompletedTask;

    public AuthStandIn() => Start();

    public Uri Address => new($"http://127.0.0.1:{port}");

    /// <summary>How often it was asked whether a token is valid.</summary>
    public int Asked => asked;

    /// <summary>How many questions have come, answered or not.</summary>
    public int Asking => questions.Count;

    /// <summary>While it is set, every answer has this status.</summary>
    public HttpStatusCode? Trouble { get; set; }

    /// <summary>While it is set, no answer comes before it is done.</summary>
    public TaskCompletionSource? Slowness { get; set; }

    /// <param name="claims">Of the token's middle part, where the time of its end stands; null for a token that is no JWT.</param>
    /// <returns>The token.</returns>
    public string SignIn(int userId, string? username, string[] roles, object? claims = null)
    {
        var middle = Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(claims ?? new { sub = $"{userId}", exp = DateTimeOffset.UtcNow.AddHours(24).ToUnixTimeSeconds() }))
            .TrimEnd('=').Replace('+', '-').Replace('/', '_');
        var token = $"eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.{middle}.{Guid.NewGuid():N}";
        tokens[token] = new Account(userId, username, roles);
        return token;
    }

    /// <summary>The service goes on calling the token valid, but does not vouch for its person: a refresh token (401), a locked (403) or deleted account (404).</summary>
    public void Doubt(string token, HttpStatusCode answer) => tokens[token] = tokens[token] with { Doubt = answer };

    public void Revoke(string token) => tokens.TryRemove(token, out _);

    /// <summary>Until so many questions have come.</summary>
    public Task AskedAsync(int count) => questions.FirstAsync(_ => true, "a question", count - 1);

    public async Task StopAsync()
    {
        listener.Close();
        await serving;
    }

    public void Start()
    {
        listener = new HttpListener();
        listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        listener.Start();
        serving = ServeAsync(listener);
    }

    public async ValueTask DisposeAsync()
    {
        Slowness?.TrySetResult();
        await StopAsync();
    }

    private async Task ServeAsync(HttpListener one)
    {
        try
        {
            while (true)
                _ = AnswerAsync(await one.GetContextAsync());
        }
        catch (Exception over) when (over is HttpListenerException or ObjectDisposedException or InvalidOperationException)
        {
            // stopped
        }
    }

    private async Task AnswerAsync(HttpListenerContext call)
    {
        try
        {
            questions.Add(call.Request.Url!.AbsolutePath);
            if (Slowness is { } slowness)
                await slowness.Task;
            var (status, body) = Trouble is { } trouble ? (trouble, """{"detail":"trouble"}""") : Answer(call.Request);
            call.Response.StatusCode = (int)status;
            call.Response.ContentType = "application/json";
            await call.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body));
            call.Response.Close();
        }
        catch (Exception gone) when (gone is HttpListenerException or ObjectDisposedException or IOException)
        {
            // whoever asked did not wait
        }
    }

    private (HttpStatusCode Status, string Body) Answer(HttpListenerRequest request)
    {
        switch (request.HttpMethod, request.Url!.AbsolutePath)
        {
            case ("POST", "/validate"):
                Interlocked.Increment(ref asked);
                using (var question = JsonDocument.Parse(request.InputStream))
                    return !question.RootElement.TryGetProperty("token", out var token) || token.ValueKind != JsonValueKind.String
                        ? (HttpStatusCode.UnprocessableEntity, """{"detail":[]}""")
                        : (HttpStatusCode.OK, tokens.TryGetValue(token.GetString()!, out var account)
                            ? JsonSerializer.Serialize(new { is_valid = true, user_id = account.UserId, username = account.Username, email = (string?)null })
                            : """{"is_valid":false,"user_id":null,"username":null,"email":null}""");
            case ("GET", "/account/roles"):
                return request.Headers["Authorization"] is { } bearer && tokens.TryGetValue(bearer["Bearer ".Length..], out var known)
                    ? known.Doubt is { } doubt ? (doubt, """{"detail":"no"}""") : (HttpStatusCode.OK, JsonSerializer.Serialize(known.Roles))
                    : (HttpStatusCode.Unauthorized, """{"detail":"no"}""");
            default:
                return (HttpStatusCode.NotFound, """{"detail":"Not Found"}""");
        }
    }

    private sealed record Account(int UserId, string? Username, string[] Roles, HttpStatusCode? Doubt = null);
}
