using System.Buffers;
using System.Text.Json;
using Haggle.Realtime;
using Microsoft.AspNetCore.Http;

namespace Haggle.Dialects.Native;

/// <summary>An answer whose JSON is written by hand, as a whole, with its length ahead.</summary>
internal sealed class WrittenReply<TState>(TState state, Action<Utf8JsonWriter, TState> write) : IResult
{
    public async Task ExecuteAsync(HttpContext http)
    {
        Copy(http.Response);
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
    }

    private void Copy(HttpResponse response)
    {
        var json = JsonDesk.Write(NativeJson.Writer, state, write);
        response.ContentType = "application/json; charset=utf-8"; // as the framework's own JSON answers say
        response.ContentLength = json.Length;
        response.BodyWriter.Write(json);
    }
}
