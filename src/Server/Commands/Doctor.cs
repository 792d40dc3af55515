using Haggle.Server.Commands.Checks;
using Haggle.Server.Settings;

namespace Haggle.Server.Commands;

internal sealed class Doctor : ICommand
{
    public string Name => "doctor";

    public string Usage => "";

    public string Summary => "looks for what would keep the server from running well, and says how to mend it; exit code 1 when something would";

    public async Task<int> RunAsync(Arguments arguments, Terminal terminal, Func<IConfiguration> settings, CancellationToken cancellation)
    {
        var isWell = true;
        await foreach (var finding in LookAsync(settings, cancellation))
        {
            isWell &= finding.Verdict != Verdict.Wrong;
            await terminal.Out.WriteLineAsync(finding.ToString());
        }
        return isWell ? CommandLine.Done : CommandLine.Failed;
    }

    private static async IAsyncEnumerable<Finding> LookAsync(Func<IConfiguration> source, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var (read, settings) = SettingsCheck.Look(source);
        yield return read;
        if (settings is null)
            yield break; // without settings there is nothing to look at
        foreach (var finding in SettingsCheck.Judge(settings).Concat(DataFolderCheck.Look(settings)).Concat(SecretCheck.Look(settings)).Append(PortCheck.Look(settings)).Append(FilesCheck.Look()))
            yield return finding;
        foreach (var finding in await DatabaseCheck.LookAsync(settings, cancellation))
            yield return finding;
        if (await KeySetCheck.LookAsync(settings, cancellation) is { } keys)
            yield return keys;
        if (await RedisCheck.LookAsync(settings, cancellation) is { } redis)
            yield return redis;
        if (await BrokerCheck.LookAsync(settings, cancellation) is { } broker)
            yield return broker;
    }
}
