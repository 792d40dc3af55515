using Haggle.Core.People;
using Haggle.Core.Trade;

namespace Haggle.Storage.Relational;

/// <summary>Profiles as rows <c>t</c>.</summary>
internal static class TraderRows
{
    public const int Count = 7;

    /// <summary>The first is never null, but where there is no profile.</summary>
    public const string Columns = "t.person_id, t.side, t.name, t.subject, t.says_online, t.created_at_us, t.updated_at_us";

    public static TraderProfile Read(Row row) => new(
        new PersonId(row.Long()), Codes.ToSide(row.Short()), row.Text(), row.TextOrNull(), row.Bool(), row.Instant(), row.Instant());

    /// <summary>With the person after it.</summary>
    public static Trader ReadTrader(Row row)
    {
        var profile = row.Skipped(Count) ? null : Read(row);
        return new Trader(PersonRows.Read(row), profile);
    }
}
