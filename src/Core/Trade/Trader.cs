using Haggle.Core.People;

namespace Haggle.Core.Trade;

/// <summary>What somebody is on a marketplace that tells the two apart. Nobody is both.</summary>
public enum Side { Buyer, Seller }

/// <summary>What such a marketplace knows of one of its people.</summary>
/// <param name="Name">The marketplace's id, unique over both sides.</param>
/// <param name="Subject">The id in its sign-in service, unique on each side; null while nobody has said it.</param>
/// <param name="SaysOnline">What the person's page says of itself.</param>
public sealed record TraderProfile(
    PersonId PersonId, Side Side, string Name, string? Subject, bool SaysOnline, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

/// <summary>A person, and its profile if it has one: people who came through another door have none.</summary>
public sealed record Trader(Person Person, TraderProfile? Profile)
{
    public PersonId Id => Person.Id;

    /// <summary>Whether the person may be taken for one of this side: nobody has said otherwise.</summary>
    public bool MayBe(Side side) => Profile is null || Profile.Side == side;
}
