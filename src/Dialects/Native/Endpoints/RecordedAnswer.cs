using Haggle.Core.Idempotency;
using Microsoft.AspNetCore.Http;

namespace Haggle.Dialects.Native.Endpoints;

/// <summary>Gives an answer and keeps it when it is a success; gives the key back when it is not.</summary>
internal sealed class RecordedAnswer(IResult answer, IAnswers answers, string caller, string key, byte[] requestHash) : IResult
{
    public async Task ExecuteAsync(HttpContext http)
    {
        var wire = http.Response.Body;
        using var copy = new MemoryStream();
        http.Response.Body = copy;
        try
        {
            await answer.ExecuteAsync(http);
        }
        finally
        {
            http.Response.Body = wire;
        }
        // Kept before it is sent: a client that was told of success must get the same again. Not cancelled with the request, for the work is done.
        if (http.Response.StatusCode is >= 200 and < 300)
            await answers.StoreAsync(caller, key, new Answer(http.Response.StatusCode, copy.ToArray(), requestHash), CancellationToken.None);
        else
            await answers.ReleaseAsync(caller, key, CancellationToken.None);
        await wire.WriteAsync(copy.GetBuffer().AsMemory(0, (int)copy.Length), http.RequestAborted);
    }
}

/// <summary>The first answer again.</summary>
internal sealed class RepeatedAnswer(Answer answer) : IResult
{
    public Task ExecuteAsync(HttpContext http)
    {
        http.Response.StatusCode = answer.Status;
        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.Headers["Idempotency-Replayed"] = "true";
        return http.Response.Body.WriteAsync(answer.Body, http.RequestAborted).AsTask();
    }
}
