using System.Diagnostics;
using Haggle.Bench.Load.Wire;

namespace Haggle.Bench.Load.Targets;

/// <summary>The peers know no people: rooms and names come in the query, so opening one is inventing a number.</summary>
internal abstract class PeerTarget(string dll) : ITarget
{
    private long lastRoom, lastPerson;

    public abstract string Name { get; }
    public abstract IWire Wire { get; }
    public bool NeedsPostgres => true;
    public string ReadyPath => "/ready";
    protected abstract string SocketPath { get; }

    public ProcessStartInfo Start(int port, string? database, string folder)
        => new("dotnet", [dll, "--port", $"{port}", "--database", database!]) { WorkingDirectory = folder };

    public Task<IReadOnlyList<Room>> OpenRoomsAsync(HttpClient http, int rooms, int members, CancellationToken cancellation)
        => Task.FromResult<IReadOnlyList<Room>>([.. Enumerable.Range(0, rooms).Select(_ => OpenRoom(members))]);

    public async Task<IReadOnlyList<Seat>> OpenSeatsAsync(HttpClient http, int count, CancellationToken cancellation)
        => [.. (await OpenRoomsAsync(http, count, 1, cancellation)).Select(room => room.Seats[0])];

    public abstract string HistoryPath(long chat, int pageSize, int length, bool oldest);

    private Room OpenRoom(int members)
    {
        var chat = ++lastRoom;
        return new(chat, [.. Enumerable.Range(0, members).Select(_ => new Seat($"{SocketPath}?user={++lastPerson}&chat={chat}"))]);
    }
}

internal sealed class FloorTarget(string dll) : PeerTarget(dll)
{
    public override string Name => "floor";
    public override IWire Wire { get; } = new FloorWire();
    protected override string SocketPath => "/ws";

    public override string HistoryPath(long chat, int pageSize, int length, bool oldest)
        => $"/history?chat={chat}&limit={pageSize}" + (oldest ? $"&before={pageSize + 1}" : "");
}

internal sealed class SignalRTarget(string dll) : PeerTarget(dll)
{
    public override string Name => "signalr";
    public override IWire Wire { get; } = new SignalRWire();
    protected override string SocketPath => "/chat";

    public override string HistoryPath(long chat, int pageSize, int length, bool oldest)
        => $"/history?chat={chat}&limit={pageSize}&offset={(oldest ? length - pageSize : 0)}";
}
