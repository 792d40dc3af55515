using System.Globalization;

namespace Haggle.Bench.Load.Measure;

/// <summary>What the kernel says in <c>/proc</c> about processes. Times are in ticks of 10 ms.</summary>
internal static class ProcFiles
{
    /// <summary>User and system time of one process, and its parent.</summary>
    /// <param name="Waited">The same of its children that have ended.</param>
    public readonly record struct ProcessTimes(int Parent, long Own, long Waited);

    public static ProcessTimes? Times(int pid) => Times($"/proc/{pid}");

    /// <summary>What the .NET runtime of a process spent on compiling hot methods anew.</summary>
    public static long CompilerTicks(int pid)
        => Directory.EnumerateDirectories($"/proc/{pid}/task")
            .Where(thread => Read($"{thread}/comm")?.StartsWith(".NET Tiered Com", StringComparison.Ordinal) == true) // the kernel keeps 15 letters
            .Sum(thread => Times(thread)?.Own ?? 0);

    /// <summary>A process and its living children, and those children that it has already buried.</summary>
    public static long FamilyTicks(int pid)
    {
        var total = Times(pid) is { } head ? head.Own + head.Waited : 0;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
            if (int.TryParse(Path.GetFileName(folder), out var other) && Times(other) is { } child && child.Parent == pid)
                total += child.Own + child.Waited;
        return total;
    }

    /// <summary>All that the cores did, whoever asked: everything but idling and waiting for disks.</summary>
    public static long MachineTicks()
    {
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..]
            .Select(field => long.Parse(field, CultureInfo.InvariantCulture)).ToArray();
        return fields[0] + fields[1] + fields[2] + fields[5] + fields[6] + fields[7];
    }

    public static long ResidentBytes(int pid)
    {
        var line = File.ReadLines($"/proc/{pid}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }

    private static ProcessTimes? Times(string folder)
    {
        if (Read($"{folder}/stat") is not { } stat)
            return null;
        // The name stands in parentheses and may hold anything; fields are counted from behind it.
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        long Field(int number) => long.Parse(fields[number - 3], CultureInfo.InvariantCulture);
        return new((int)Field(4), Field(14) + Field(15), Field(16) + Field(17));
    }

    /// <summary>Null when the process or thread has ended.</summary>
    private static string? Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception ended) when (ended is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
