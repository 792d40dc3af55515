using System.Text.RegularExpressions;
using Haggle.Testing;

namespace Haggle.Server.Tests.Documents;

/// <summary>docs/delivery-contract.md names the tests that keep it.</summary>
public sealed partial class DeliveryContractTests
{
    [Fact]
    public void Every_promise_is_kept_by_tests_that_there_are()
    {
        var there = Directory.EnumerateFiles(Path.Combine(Checkout.Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Test().Matches(File.ReadAllText(file)).Select(test => $"{Path.GetFileNameWithoutExtension(file)}.{test.Groups[1].Value}")).ToHashSet();
        var promises = File.ReadLines(Path.Combine(Checkout.Root, "docs", "delivery-contract.md")).Where(line => Row().IsMatch(line)).ToList();
        Assert.Equal(Enumerable.Range(1, promises.Count).Select(number => $"{number}"), promises.Select(promise => Row().Match(promise).Groups[1].Value));
        Assert.All(promises, promise =>
        {
            var keepers = Name().Matches(promise).Select(name => name.Groups[1].Value).ToList();
            Assert.NotEmpty(keepers);
            Assert.All(keepers, keeper => Assert.Contains(keeper, there));
        });
    }

    [GeneratedRegex(@"^\| (\d+) \|")]
    private static partial Regex Row();

    [GeneratedRegex(@"`(\w+\.[A-Z]\w+_\w+)`")]
    private static partial Regex Name();

    [GeneratedRegex(@"\[(?:Fact|Theory)\][^{;]*? ([A-Z]\w+)\(")]
    private static partial Regex Test();
}
