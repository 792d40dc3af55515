using System.Net;
using System.Net.Sockets;

namespace Haggle.Faults;

/// <summary>The network between the server and its database: a way through a port of ours that can fall silent without breaking.</summary>
internal sealed class Strait : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource leaving = new();
    private readonly (string Host, int Port) far;
    private readonly List<Task> flows = [];
    private readonly Task accepting;
    private volatile TaskCompletionSource thither = Closed();
    private volatile TaskCompletionSource back = Closed();

    /// <param name="url">What is on the far side, e.g. a DATABASE_URL.</param>
    public Strait(string url)
    {
        var address = new UriBuilder(url);
        far = (address.Host, address.Port);
        listener.Start();
        address.Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        Url = address.Uri.AbsoluteUri;
        Open();
        accepting = AcceptAsync();
    }

    /// <summary>The same, through here.</summary>
    public string Url { get; }

    /// <summary>Not a byte goes through any more; nobody is told.</summary>
    public void FallSilent() => (thither, back) = (Closed(), Closed());

    /// <summary>What is asked arrives and is done, and nobody hears of it.</summary>
    public void HoldAnswers() => back = Closed();

    /// <summary>What waited goes on.</summary>
    public void Open()
    {
        thither.TrySetResult();
        back.TrySetResult();
    }

    public async ValueTask DisposeAsync()
    {
        await leaving.CancelAsync();
        listener.Stop();
        await accepting;
        await Task.WhenAll(flows);
        listener.Dispose();
        leaving.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                flows.Add(CarryAsync(await listener.AcceptTcpClientAsync(leaving.Token)));
        }
        catch (OperationCanceledException)
        {
            // the story is over
        }
    }

    private async Task CarryAsync(TcpClient near)
    {
        using var there = new TcpClient();
        using (near)
        {
            try
            {
                await there.ConnectAsync(far.Host, far.Port, leaving.Token);
                await await Task.WhenAny(
                    FlowAsync(near.GetStream(), there.GetStream(), () => thither.Task), FlowAsync(there.GetStream(), near.GetStream(), () => back.Task));
            }
            catch (Exception over) when (over is OperationCanceledException or IOException or SocketException)
            {
                // one side has gone; so does the other
            }
        }
    }

    private async Task FlowAsync(NetworkStream from, NetworkStream to, Func<Task> open)
    {
        var buffer = new byte[16 * 1024];
        while (await from.ReadAsync(buffer, leaving.Token) is > 0 and var length)
        {
            await open().WaitAsync(leaving.Token);
            await to.WriteAsync(buffer.AsMemory(0, length), leaving.Token);
        }
    }

    private static TaskCompletionSource Closed() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
