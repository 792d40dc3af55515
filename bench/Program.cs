using Haggle.Bench.Load;

const string Usage = """
    bench load …     a server over its wire, beside two peers

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
