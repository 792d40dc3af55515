using Haggle.Realtime.Metrics;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Haggle.Realtime.Sockets;

/// <summary>What every wire does with a socket once it knows who is there: connect, hear, disconnect.</summary>
public sealed class SocketHost(Hub hub)
{
    private const int LongestUnheard = 64 * 1024;

    /// <summary>So long a client that was refused may take to answer the close.</summary>
    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(2);

    /// <summary>Accepts the socket, and talks until it is closed by either side.</summary>
    /// <param name="http">The handshake.</param>
    /// <param name="wire">The word for the wire that is spoken, for the metrics.</param>
    /// <param name="connection">Who is there.</param>
    /// <param name="conversation">What is done with the frames.</param>
    /// <remarks>It is connected before its client knows: nothing that happens from then on is missed.</remarks>
    public async Task TalkAsync(HttpContext http, string wire, Connection connection, IConversation conversation)
    {
        SocketMetrics.Opened(wire);
        var heard = hub.ConnectAsync(connection);
        try
        {
            await heard;
            await using var stream = await Handshake.AcceptAsync(http);
            Forget(http);
            await connection.RunAsync(stream, conversation);
        }
        finally
        {
            hub.Disconnect(connection);
            SocketMetrics.Closed(wire, connection.ClosedWith);
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
            await HearOutAsync(stream).WaitAsync(Goodbye);
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or ConnectionAbortedException)
        {
            // gone already
        }
        catch (TimeoutException)
        {
            http.Abort();
        }
    }

    /// <summary>Until the client has answered: what nobody reads would break the connection, and whoever speaks at once would not learn the code.</summary>
    private static async Task HearOutAsync(Stream stream)
    {
        var reader = new FrameReader(stream, LongestUnheard);
        try
        {
            while ((await reader.ReadAsync()).Kind is Heard.Text or Heard.Binary or Heard.Ping or Heard.Pong)
            {
            }
        }
        finally
        {
            reader.Finish();
        }
    }
}
