using System.Net;
using Haggle.Bench.Floor;
using Haggle.Bench.Peers;
using Npgsql;

// The least that a durable chat can be: it parses, commits in groups, encodes once and writes. No rules, no identity, no recovery.
var arguments = PeerArguments.Parse(args);
await using var database = NpgsqlDataSource.Create(arguments.Database);
var rooms = new Rooms();
await using var writer = await Writer.OpenAsync(database, rooms);

var builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders().AddSimpleConsole().SetMinimumLevel(LogLevel.Warning);
builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, arguments.Port));
var app = builder.Build();

app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = Timeout.InfiniteTimeSpan });
app.MapGet("/ready", () => Results.Ok());
app.MapGet("/history", (long chat, long? before, int? limit, HttpResponse response) =>
    History.WriteAsync(database, chat, before ?? long.MaxValue, limit ?? 50, response));
app.Map("/ws", async (HttpContext http, long user, long chat) =>
{
    using var socket = await http.WebSockets.AcceptWebSocketAsync();
    await new Connection(socket, user, chat).RunAsync(rooms, writer);
});

await await Task.WhenAny(app.RunAsync(), writer.RunAsync()); // a writer that fails ends the program
