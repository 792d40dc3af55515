using System.Diagnostics;
using Haggle.Bench.Load.Wire;

namespace Haggle.Bench.Load.Targets;

/// <summary>One person's place at a socket: the path of its upgrade, and what its HTTP requests must carry.</summary>
/// <param name="Port">Of another node than the server's first; 0: of that one.</param>
internal sealed record Seat(string Path, string? Bearer = null, int Port = 0);

/// <summary>One chat and its members; the first one writes.</summary>
internal sealed record Room(long Chat, IReadOnlyList<Seat> Seats);

/// <summary>A program that can be measured: how to start it, how to fill it, how to speak to it.</summary>
internal interface ITarget
{
    string Name { get; }
    bool NeedsPostgres { get; }
    IWire Wire { get; }

    /// <summary>Answers 200 when the server is ready.</summary>
    string ReadyPath { get; }

    /// <param name="database">A PostgreSQL address; null when <see cref="NeedsPostgres"/> is false.</param>
    /// <param name="folder">An empty folder of this run.</param>
    ProcessStartInfo Start(int port, string? database, string folder);

    /// <summary>New people in new chats.</summary>
    Task<IReadOnlyList<Room>> OpenRoomsAsync(HttpClient http, int rooms, int members, CancellationToken cancellation);

    /// <summary>New people who only connect.</summary>
    Task<IReadOnlyList<Seat>> OpenSeatsAsync(HttpClient http, int count, CancellationToken cancellation);

    /// <summary>The request for the newest page of a chat, or for its oldest one.</summary>
    /// <param name="length">How many messages the chat has.</param>
    string HistoryPath(long chat, int pageSize, int length, bool oldest);
}
