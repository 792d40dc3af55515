using Haggle.Bench.Growth;
using Haggle.Bench.Load;
using Haggle.Bench.Micro;

const string Usage = """
    bench micro [options of BenchmarkDotNet]     the hot paths of the code, in this process
    bench load [options]                         a server over its wire, beside two peers
    bench growth [options]                       what the same errands cost in a small town and in a big one

    """;

try
{
    switch (args)
    {
        case ["load", "--help" or "-h"]:
            Console.WriteLine(LoadOptions.Usage);
            return 0;
        case ["load", .. var words]:
            return await LoadCommand.RunAsync(words);
        case ["growth", "--help" or "-h"]:
            Console.WriteLine(GrowthCommand.Usage);
            return 0;
        case ["growth", .. var words]:
            return await GrowthCommand.RunAsync(words);
        case ["micro", .. var words]:
            return MicroCommand.Run(words);
        default:
            Console.Error.WriteLine(Usage + LoadOptions.Usage);
            return 2;
    }
}
catch (ArgumentException mistake)
{
    Console.Error.WriteLine($"bench: {mistake.Message}");
    return 2;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("bench: stopped");
    return 130;
}
