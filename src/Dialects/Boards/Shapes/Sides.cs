using Haggle.Core.Trade;

namespace Haggle.Dialects.Boards.Shapes;

/// <summary>The two sides in this wire's words.</summary>
internal static class Sides
{
    public static string Word(this Side side) => side == Side.Buyer ? "buyer" : "seller";

    /// <returns>Null for any other word; case counts.</returns>
    public static Side? Parse(string? word) => word switch
    {
        "buyer" => Side.Buyer,
        "seller" => Side.Seller,
        _ => null,
    };
}
