using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;

namespace Haggle.Realtime.Sockets;

/// <summary>What every wire does with a socket once it knows who is there: connect, hear, disconnect.</summary>
public sealed class SocketHost(Hub hub, IHostApplicationLifetime lifetime)
{
    /// <summary>Accepts the socket, and talks until it is closed by either side.</summary>
    /// <remarks>It is connected before its client knows: nothing that happens from then on is missed.</remarks>
    public async Task TalkAsync(HttpContext http, Connection connection, IConversation conversation)
    {
        var heard = hub.ConnectAsync(connection);
        try
        {
            await heard;
            await using var stream = await Handshake.AcceptAsync(http);
            Forget(http);
            if (lifetime.ApplicationStopping.IsCancellationRequested)
                connection.Close(CloseCode.GoingAway, "going away");
            await connection.RunAsync(stream, conversation);
        }
        finally
        {
            hub.Disconnect(connection);
        }
    }

    /// <summary>The request stays in memory as long as the socket; its address with the token in it, and its headers, need not.</summary>
    private static void Forget(HttpContext http)
    {
        var request = http.Features.GetRequiredFeature<IHttpRequestFeature>();
        request.QueryString = "";
        request.RawTarget = request.Path;
        request.Headers.Clear();
        http.Features.Set<IQueryFeature>(null);
    }

    /// <summary>Refuses a socket after it has been accepted: before that a browser could not know why.</summary>
    public static async Task AcceptAndCloseAsync(HttpContext http, CloseCode code, string reason)
    {
        await using var stream = await Handshake.AcceptAsync(http);
        try
        {
            await stream.WriteAsync(Frame.Close(code, reason).Bytes);
        }
        catch (IOException)
        {
            // gone already
        }
    }
}
