namespace Haggle.Dialects.Native.Socket;

/// <summary>The commands of one feature.</summary>
internal interface ICommands
{
    /// <summary>Each command's word and what it does. Data must be read before the first await: its bytes are the socket's.</summary>
    IEnumerable<(string Event, Func<Command, CancellationToken, ValueTask<Outcome>> Run)> All { get; }
}

/// <summary>Every command there is, by its word.</summary>
internal sealed class CommandTable(IEnumerable<ICommands> features)
{
    private readonly Dictionary<string, Func<Command, CancellationToken, ValueTask<Outcome>>> commands =
        features.SelectMany(feature => feature.All).ToDictionary(command => command.Event, command => command.Run);

    public IEnumerable<string> Names => commands.Keys;

    public Func<Command, CancellationToken, ValueTask<Outcome>>? Find(string name) => commands.GetValueOrDefault(name);
}
