using Haggle.Core;
using Haggle.Core.People;

namespace Haggle.Dialects.GameTrade.Endpoints;

/// <summary>The people whom the marketplace means by numbers. It may speak of some before they have been here.</summary>
internal sealed class Crowds(AdmitByWord admit)
{
    /// <summary>More are not looked up: no chat has so many.</summary>
    private const int Most = 100;

    /// <param name="first">Who leads; null: the first of the numbers.</param>
    /// <param name="numbers">In any order, repeats count once.</param>
    /// <returns>Who leads, then the others; <see cref="RefusalKind.Invalid"/> <c>participant_ids</c>.</returns>
    public async ValueTask<Result<IReadOnlyList<Person>>> FindAsync(Person? first, IReadOnlyList<long> numbers, CancellationToken cancellation)
    {
        var people = new List<Person>();
        if (first is not null)
            people.Add(first);
        if (numbers.Count > Most)
            return Refusal.Invalid("participant_ids", $"At most {Most} people");
        foreach (var number in numbers.Distinct())
        {
            if (!(await FindAsync(number, cancellation)).TryGet(out var person, out var refusal))
                return refusal.Kind == RefusalKind.Unauthenticated ? Refusal.Invalid("participant_ids", "One of them is not here any more") : refusal;
            if (people.All(known => known.Id != person.Id))
                people.Add(person);
        }
        return people;
    }

    public async ValueTask<Result<Person>> FindAsync(long number, CancellationToken cancellation)
        => number is > 0 and <= int.MaxValue
            ? await admit.RunAsync(PersonKind.Account, $"{number}", cancellation)
            : Refusal.Invalid("participant_ids", "An id is a positive 32-bit number");
}
