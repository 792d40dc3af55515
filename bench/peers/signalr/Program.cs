using Haggle.Bench.Peers;
using Haggle.Bench.SignalR;
using Npgsql;

// What a .NET developer writes first: a hub that stores each message and then tells the group. Every setting is the framework's default.
var arguments = PeerArguments.Parse(args);
var builder = WebApplication.CreateBuilder();
builder.WebHost.UseUrls($"http://127.0.0.1:{arguments.Port}");
builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning); // as the web template's appsettings.json has it
builder.Logging.AddFilter("Npgsql", LogLevel.Warning); // at Information it logs every command
builder.Services.AddSignalR();
builder.Services.AddSingleton(NpgsqlDataSource.Create(arguments.Database));
builder.Services.AddScoped<Messages>();
var app = builder.Build();

await Messages.CreateTableAsync(app.Services.GetRequiredService<NpgsqlDataSource>());
app.MapHub<ChatHub>("/chat");
app.MapGet("/ready", () => Results.Ok());
app.MapGet("/history", (Messages messages, long chat, int offset = 0, int limit = 50) => messages.PageAsync(chat, offset, limit));
await app.RunAsync();
