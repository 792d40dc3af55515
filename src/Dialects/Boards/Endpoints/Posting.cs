using Haggle.Core;
using Haggle.Core.Messages;
using Haggle.Core.Trade;
using Haggle.Dialects.Boards.Shapes;

namespace Haggle.Dialects.Boards.Endpoints;

/// <summary>A message to be stored, as its body says it.</summary>
/// <param name="BuyerId">Null when not given; one of the two is.</param>
internal sealed record Posting(string Id, string Text, string ThreadId, string? BuyerId, string? SellerId, Side Sender)
{
    public static Result<Posting> Read(PostMessageJson body)
    {
        if (!Uuids.FreshField(body.Id, "id").TryGet(out var id, out var refusal)
            || !Uuids.Field(body.ThreadId, "thread_id").TryGet(out var thread, out refusal)
            || !Optional(body.BuyerId, "buyer_id").TryGet(out var buyer, out refusal)
            || !Optional(body.SellerId, "seller_id").TryGet(out var seller, out refusal))
            return refusal;
        if (body.Message is not { } text)
            return Refusal.Invalid("message", "Field required");
        return SenderOf(buyer.Id, seller.Id, body.IsReadByBuyer == true, body.IsReadBySeller == true)
            .Then(side => new Posting(id, text, thread, buyer.Id, seller.Id, side));
    }

    /// <summary>Whether every id given is that side of the thread.</summary>
    public bool Fits(Pair pair) => (BuyerId is null || BuyerId == Uuids.Of(pair.Buyer)) && (SellerId is null || SellerId == Uuids.Of(pair.Seller));

    public Draft ToDraft(Pair pair) => new(pair.ChatId, Text) { ClientMessageId = Id };

    /// <summary>Who gives both ids says by the flags which is the own: that side has read it.</summary>
    private static Result<Side> SenderOf(string? buyer, string? seller, bool readByBuyer, bool readBySeller) => (buyer, seller) switch
    {
        (null, null) => Refusal.Invalid("buyer_id", "One of buyer_id and seller_id is required"),
        (not null, null) => Side.Buyer,
        (null, not null) => Side.Seller,
        _ when readByBuyer == readBySeller => Refusal.Invalid("is_read_by_buyer", "With both ids, exactly the sender's flag is true"),
        _ => readByBuyer ? Side.Buyer : Side.Seller,
    };

    private static Result<(string? Id, bool)> Optional(string? text, string name)
        => text is null ? (null, false) : Uuids.Field(text, name).Then<(string?, bool)>(id => (id, true));
}
