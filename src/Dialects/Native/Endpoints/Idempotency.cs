using System.Security.Cryptography;
using System.Text;
using Haggle.Core;
using Haggle.Core.Idempotency;
using Haggle.Core.Keys;
using Haggle.Core.People;
using Haggle.Dialects.Native.Parameters;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Haggle.Dialects.Native.Endpoints;

/// <summary>The header <c>Idempotency-Key</c>: within 24 hours the same request with the same key is answered with the first answer, and done once.</summary>
/// <remarks>Only successes are kept: what was refused may be tried again under the same key.</remarks>
internal static class Idempotency
{
    private const string Header = "Idempotency-Key";
    private const int LongestKey = 255;

    public static RouteHandlerBuilder Idempotent(this RouteHandlerBuilder route) => route
        .AddEndpointFilter(AnswerOnceAsync)
        .WithMetadata(new ParameterNote(Header, ParameterPlace.Header, "string", "Makes a retry safe for 24 hours: 1 to 255 printable ASCII characters of your own."));

    private static async ValueTask<object?> AnswerOnceAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var http = invocation.HttpContext;
        var key = http.Request.Headers[Header].ToString();
        if (key.Length == 0)
            return await next(invocation);
        if (key.Length > LongestKey || key.AsSpan().ContainsAnyExceptInRange('!', '~'))
            return Refusal.Invalid($"header.{Header}", $"1 to {LongestKey} printable ASCII characters").ToHttp();
        var answers = http.RequestServices.GetRequiredService<IAnswers>();
        var clock = http.RequestServices.GetRequiredService<TimeProvider>();
        var (caller, hash) = (CallerOf(http), HashOf(invocation));
        var earlier = await answers.ClaimAsync(caller, key, hash, clock.Now(), http.RequestAborted);
        if (earlier is not null)
            return Repeat(earlier, hash);
        try
        {
            return new RecordedAnswer((IResult)(await next(invocation))!, answers, caller, key, hash);
        }
        catch
        {
            await answers.ReleaseAsync(caller, key, CancellationToken.None);
            throw;
        }
    }

    private static IResult Repeat(Answer earlier, byte[] hash)
        => !earlier.RequestHash.AsSpan().SequenceEqual(hash) ? Refusal.Invalid($"header.{Header}", "This key was used for another request").ToHttp()
            : earlier.Status == 0 ? Refusal.Conflict("idempotency_key", "The first request with this key is still under way").ToHttp()
            : new RepeatedAnswer(earlier);

    private static string CallerOf(HttpContext http)
        => http.Features.Get<Caller>() is { } caller ? $"person:{caller.Person.Id}"
            : http.Features.Get<ServerKey>() is { } key ? $"key:{key.Id}"
            : throw new InvalidOperationException("Idempotent() belongs on routes that ask for a caller.");

    /// <summary>Of the address and of what the body means, so that white space makes no difference.</summary>
    private static byte[] HashOf(EndpointFilterInvocationContext invocation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{invocation.HttpContext.Request.Method} {invocation.HttpContext.Request.Path}\n"));
        foreach (var argument in invocation.Arguments)
            if (argument is IBody body)
                hash.AppendData(body.ToJson());
        return hash.GetHashAndReset();
    }
}
