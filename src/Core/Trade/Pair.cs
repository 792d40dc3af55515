using Haggle.Core.Chats;
using Haggle.Core.People;

namespace Haggle.Core.Trade;

/// <summary>The chat of one buyer with one seller, under the name by which another system calls it.</summary>
/// <param name="Name">The one it was asked for by; else the one that is shown.</param>
/// <param name="LastSeq">The number of messages ever said.</param>
public sealed record Pair(ChatId ChatId, string Name, DateTimeOffset CreatedAt, long LastSeq, Trader Buyer, Trader Seller)
{
    public Trader Of(Side side) => side == Side.Buyer ? Buyer : Seller;

    /// <returns>Null for who is neither.</returns>
    public Side? SideOf(PersonId? person) => person == Buyer.Id ? Side.Buyer : person == Seller.Id ? Side.Seller : null;
}
