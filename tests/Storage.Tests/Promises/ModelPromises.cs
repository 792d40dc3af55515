using FsCheck;
using FsCheck.Fluent;
using Haggle.Storage.Tests.Model;

namespace Haggle.Storage.Tests.Promises;

/// <summary>Whatever people do in whatever order, the store and the model come to the same.</summary>
public abstract class ModelPromises(Market market)
{
    private static readonly int Runs = Environment.GetEnvironmentVariable("HAGGLE_TEST_LONG") is { Length: > 0 } ? 1000 : 25;

    private static Gen<Step> Steps { get; } =
        from deed in Gen.Frequency(
            (6, Gen.Constant(Deed.Say)), (4, Gen.Constant(Deed.SayWithId)), (3, Gen.Constant(Deed.Read)), (2, Gen.Constant(Deed.Deliver)),
            (6, Gen.Elements(Deed.Edit, Deed.Delete, Deed.React, Deed.Unreact, Deed.Hide)), (2, Gen.Elements(Deed.Clear, Deed.MarkUnread)),
            (2, Gen.Elements(Deed.Leave, Deed.Join, Deed.Close, Deed.Reopen, Deed.Reopen)), (1, Gen.Elements(Deed.Block, Deed.Unblock)),
            (1, Gen.Constant(Deed.Remember)))
        from who in Gen.Choose(0, 2)
        from chat in Gen.Choose(0, 1)
        from number in Gen.Choose(0, 12)
        select new Step(deed, who, chat, number);

    [Fact]
    public void The_store_and_the_model_come_to_the_same()
    {
        var days = Arb.From(Steps.ArrayOf(40), Shorter);
        Prop.ForAll(days, LiveAsync).Check(Config.QuickThrowOnFailure.WithMaxTest(Runs));
    }

    // A failure is told with as few steps as still show it.
    private static IEnumerable<Step[]> Shorter(Step[] steps)
    {
        for (var half = steps.Length / 2; half > 0; half /= 2)
            for (var from = 0; from + half <= steps.Length; from += half)
                yield return [.. steps[..from], .. steps[(from + half)..]];
    }

    private async Task LiveAsync(Step[] steps)
    {
        var town = await Town.FoundAsync(market);
        foreach (var step in steps)
            await town.DoAsync(step);
        await town.CompareAsync();
    }
}
