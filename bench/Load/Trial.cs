using Haggle.Bench.Load.Crowds;
using Haggle.Bench.Load.Measure;
using Haggle.Bench.Load.Targets;
using Haggle.Bench.Load.Wire;

namespace Haggle.Bench.Load;

/// <summary>One run of one scenario against one target: a server that has just been started, on a database that is empty.</summary>
internal sealed class Trial : IAsyncDisposable
{
    private readonly Server server;
    private readonly Postgres.FreshDatabase? database;
    private readonly string folder;

    private Trial(ITarget target, Server server, Postgres.FreshDatabase? database, int postmaster, string folder, LoadOptions options, CancellationToken cancellation)
    {
        (Target, this.server, this.database, this.folder, Options, Cancellation) = (target, server, database, folder, options, cancellation);
        Loop = new(cancellation);
        Meter = new(server.Pid, postmaster);
    }

    public ITarget Target { get; }
    public LoadOptions Options { get; }
    public EventLoop Loop { get; }
    public CpuMeter Meter { get; }
    public System.Net.IPEndPoint Address => server.Address;
    public CancellationToken Cancellation { get; }
    public long ResidentBytes => ProcFiles.ResidentBytes(server.Pid);

    public static async Task<Trial> StartAsync(ITarget target, Postgres postgres, LoadOptions options, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("haggle-bench-").FullName;
        var database = target.NeedsPostgres ? await postgres.CreateAsync(cancellation) : null;
        try
        {
            var postmaster = target.NeedsPostgres ? await postgres.PostmasterAsync(cancellation) : 0;
            var server = await Server.StartAsync(target, database?.Address, folder, cancellation);
            return new(target, server, database, postmaster, folder, options, cancellation);
        }
        catch
        {
            if (database is not null)
                await database.DisposeAsync();
            Directory.Delete(folder, true);
            throw;
        }
    }

    public async Task<Crowd> GatherAsync(int rooms, int members, int capacity = 64)
        => new(Loop, Target, Address, await Target.OpenRoomsAsync(server.Http, rooms, members, Cancellation), capacity);

    public Task<IReadOnlyList<Room>> OpenRoomsAsync(int rooms, int members) => Target.OpenRoomsAsync(server.Http, rooms, members, Cancellation);

    public Task<IReadOnlyList<Seat>> OpenSeatsAsync(int count) => Target.OpenSeatsAsync(server.Http, count, Cancellation);

    public void WarmUp(Action<TimeSpan> work) => Measure.WarmUp.Run(server.Pid, Options.WarmUp, work);

    /// <summary>Pairs talk until the server is warm.</summary>
    public async Task WarmUpAsync()
    {
        using var crowd = await GatherAsync(100, 2);
        crowd.Talk(2);
        WarmUp(crowd.Turn);
        crowd.Rest();
        crowd.Drain(TimeSpan.FromSeconds(10));
        if (crowd.Lost > 0)
            throw new TimeoutException($"{crowd.Lost} messages of the warm-up did not arrive. {crowd.Tally.FirstTrouble}");
    }

    /// <summary>Waits until the server does nothing any more, e.g. after the sockets of a backlog have been closed.</summary>
    public async Task CalmAsync()
    {
        for (var i = 0; i < 60; i++)
        {
            Meter.Start();
            await Task.Delay(500, Cancellation);
            var use = Meter.Stop();
            if (use.Server + use.Database < 0.1 * use.Seconds)
                return;
        }
    }

    /// <summary>What the server itself said, for a report of trouble.</summary>
    public string Tail() => server.Tail();

    public async ValueTask DisposeAsync()
    {
        Loop.Dispose();
        await server.DisposeAsync();
        if (database is not null)
            await database.DisposeAsync();
        Directory.Delete(folder, true);
    }
}
