using System.Net;
using System.Text;
using Haggle.Testing;

namespace Haggle.Browser.OtherSites;

/// <summary>A marketplace's own site, which is not ours: any path of it is one plain page with a few words to call another server.</summary>
internal sealed class Site : IAsyncDisposable
{
    private const string Page =
        """
        <!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>Shop</title><h1>Shop</h1>
        <script>
        const heard = [], sockets = [];
        async function call(method, url, { json, form, token, credentials = 'include' } = {}) {
          const headers = {};
          if (json) headers['Content-Type'] = 'application/json';
          if (token) headers.Authorization = `Bearer ${token}`;
          try {
            const answer = await fetch(url, { method, credentials, headers, body: json ? JSON.stringify(json) : form ? new URLSearchParams(form) : undefined });
            return { status: answer.status, body: await answer.json().catch(() => null) };
          } catch {
            return { status: 0, body: null }; // all that a page is told when its browser keeps the answer from it
          }
        }
        function open(url) {
          return new Promise((tell) => {
            const socket = new WebSocket(url);
            socket.onopen = () => { sockets.push(socket); setTimeout(() => tell('open'), 0); };
            socket.onmessage = (event) => heard.push(JSON.parse(event.data));
            socket.onclose = (event) => { heard.push({ closed: event.code }); tell(`closed ${event.code}`); };
          });
        }
        const say = (frame) => sockets.at(-1).send(JSON.stringify(frame));
        </script>
        """;

    private readonly HttpListener listener = new();
    private readonly Task serving;

    /// <param name="host">A name or an address of this machine.</param>
    public Site(string host = "localhost")
    {
        Address = new Uri($"http://{host}:{FreePort.Find()}");
        listener.Prefixes.Add(Address.ToString());
        listener.Start();
        serving = ServeAsync();
    }

    public Uri Address { get; }

    public async ValueTask DisposeAsync()
    {
        listener.Close();
        await serving;
    }

    private async Task ServeAsync()
    {
        var page = Encoding.UTF8.GetBytes(Page);
        while (true)
        {
            try
            {
                var context = await listener.GetContextAsync();
                context.Response.ContentType = "text/html; charset=utf-8";
                await context.Response.OutputStream.WriteAsync(page);
                context.Response.Close();
            }
            catch (Exception gone) when (gone is HttpListenerException or ObjectDisposedException)
            {
                if (!listener.IsListening)
                    return;
            }
        }
    }
}
