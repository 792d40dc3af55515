using System.Globalization;

namespace Haggle.Core.Listings;

/// <summary>Money as people read it. Source: ISO 4217, "minor unit".</summary>
public static class MoneyText
{
    private static readonly HashSet<string> WithoutMinorUnit =
        ["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"];

    private static readonly HashSet<string> WithThreeDigits = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

    /// <returns>Such as <c>1299.00 RUB</c>, <c>1299 JPY</c>.</returns>
    public static string Spell(this Money money)
        => WithoutMinorUnit.Contains(money.Currency) ? string.Create(CultureInfo.InvariantCulture, $"{money.Amount} {money.Currency}")
            : WithThreeDigits.Contains(money.Currency) ? string.Create(CultureInfo.InvariantCulture, $"{money.Amount / 1000m:0.000} {money.Currency}")
            : string.Create(CultureInfo.InvariantCulture, $"{money.Amount / 100m:0.00} {money.Currency}");
}
