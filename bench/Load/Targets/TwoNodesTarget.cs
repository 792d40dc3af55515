using System.Diagnostics;
using Haggle.Bench.Load.Wire;

namespace Haggle.Bench.Load.Targets;

/// <summary>Two nodes of Haggle over one database and one Redis. The first of a room is on one node, everybody else on the other: every message crosses.</summary>
/// <remarks>The second node and Redis are children of the first one's process, so that what they cost counts as the server's.</remarks>
internal sealed class TwoNodesTarget(string dll) : HaggleTarget(dll)
{
    // What is started before the first node takes its place; it ends with it.
    private const string Script = """
        setpriv --pdeathsig KILL redis-server --port $REDIS_PORT --bind 127.0.0.1 --save '' --appendonly no --dir "$HAGGLE_DATA" &
        PORT=$SECOND_PORT setpriv --pdeathsig KILL "$@" &
        exec "$@"
        """;

    private int second;

    public override string Name => "haggle on two nodes";
    public override IWire Wire { get; } = new HaggleWire();

    public override ProcessStartInfo Start(int port, string? database, string folder)
    {
        var one = base.Start(port, database, folder);
        var both = new ProcessStartInfo("bash", ["-c", Script, "nodes", one.FileName, .. one.ArgumentList]) { WorkingDirectory = folder };
        both.Environment.Clear();
        foreach (var (name, value) in one.Environment)
            both.Environment[name] = value;
        var redis = FreePort.Find();
        second = FreePort.Find();
        both.Environment["REDIS_PORT"] = $"{redis}";
        both.Environment["REDIS_URL"] = $"redis://127.0.0.1:{redis}";
        both.Environment["SECOND_PORT"] = $"{second}";
        return both;
    }

    public override async Task<IReadOnlyList<Room>> OpenRoomsAsync(HttpClient http, int rooms, int members, CancellationToken cancellation)
    {
        await SecondIsReadyAsync(http, cancellation);
        return [.. (await base.OpenRoomsAsync(http, rooms, members, cancellation)).Select(room => room with { Seats = [room.Seats[0], .. room.Seats.Skip(1).Select(seat => seat with { Port = second })] })];
    }

    private async Task SecondIsReadyAsync(HttpClient http, CancellationToken cancellation)
    {
        var ready = new UriBuilder(new Uri(http.BaseAddress!, ReadyPath)) { Port = second }.Uri;
        for (var tries = 0; ; tries++)
        {
            try
            {
                using var answer = await http.GetAsync(ready, cancellation);
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException) when (tries < 600)
            {
                // it does not listen yet
            }
            await Task.Delay(50, cancellation);
        }
    }
}
