using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;
using static Haggle.Core.Tests.Somebody;

namespace Haggle.Core.Tests.Messages;

public sealed class ReceiptTests
{
    private static readonly DateTimeOffset Delivered = LongAgo.AddMinutes(1), Read = LongAgo.AddMinutes(2);

    [Fact]
    public void A_message_is_delivered_and_read_when_the_pointers_have_reached_it()
    {
        Assert.Equal(new Receipt(Ivan.Id, Delivered, Read), ListReceipts.Of(Olga, Reader(Ivan, delivered: 40, read: 40), seq: 40));
        Assert.Equal(new Receipt(Ivan.Id, Delivered, null), ListReceipts.Of(Olga, Reader(Ivan, delivered: 40, read: 39), seq: 40));
        Assert.Equal(new Receipt(Ivan.Id, null, null), ListReceipts.Of(Olga, Reader(Ivan, delivered: 39, read: 39), seq: 40));
    }

    [Fact]
    public void Reading_stays_private_when_either_side_wants_it_so()
    {
        Assert.Null(ListReceipts.Of(Olga, Reader(Ivan with { ReadReceipts = false }, 40, 40), seq: 40).ReadAt);
        var secretive = ListReceipts.Of(Olga with { ReadReceipts = false }, Reader(Ivan, 40, 40), seq: 40);
        Assert.Equal((Delivered, null), (secretive.DeliveredAt, secretive.ReadAt));
    }

    private static Participant Reader(Person person, long delivered, long read)
        => new(person, Desk.Member(person) with { LastDeliveredSeq = delivered, LastDeliveredAt = Delivered, LastReadSeq = read, LastReadAt = Read });
}
