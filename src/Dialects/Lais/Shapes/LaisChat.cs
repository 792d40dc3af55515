using System.Globalization;
using Haggle.Core.Chats;
using Haggle.Core.People;

namespace Haggle.Dialects.Lais.Shapes;

/// <summary>A listing chat that this wire can express: its listing and its seller are numbers of 32 bits.</summary>
internal sealed class LaisChat
{
    private LaisChat(ChatView view, int iphoneId, int sellerId, Participant buyer, Participant seller)
        => (View, IphoneId, SellerId, Buyer, Seller) = (view, iphoneId, sellerId, buyer, seller);

    public ChatView View { get; }

    public ChatId Id => View.Chat.Id;

    public int IphoneId { get; }

    public int SellerId { get; }

    public Participant Buyer { get; }

    /// <summary>The buyer, where one person is both.</summary>
    public Participant Seller { get; }

    public string BuyerId => Buyer.Person.ExternalId;

    public bool BuyerIsRegistered => ChatFacts.Of(View.Chat.Metadata)?.BuyerIsRegistered ?? Buyer.Person.Kind == PersonKind.Account;

    /// <summary>1, 2, 3 … among the anonymous buyers of a seller, or null.</summary>
    public int? AnonymousNumber => View.Chat.BuyerNumber;

    public bool IsHiddenBy(Participant side) => side.Member.Settings.ArchivedSeq >= View.Chat.LastSeq;

    /// <summary>Of support, who is in the chat now; null when nobody is, or when this wire has no number for who it is.</summary>
    public int? SupportUserId
        => View.Participants.FirstOrDefault(one => one.Person.Id == View.Chat.SupportId) is { } one ? NumberOf(one.Person.ExternalId) : null;

    /// <summary>Whoever of the two sees more: one may have cleared the history.</summary>
    public Person BestViewer => (Buyer.Member.HiddenSeq <= Seller.Member.HiddenSeq ? Buyer : Seller).Person;

    /// <returns>Null for a chat of another kind, or with ids that this wire has no form for.</returns>
    public static LaisChat? Of(ChatView view)
    {
        // Buyer and seller are the first who came: they are shown, however many look on.
        if (view.Chat.Kind != ChatKind.Listing || NumberOf(view.Chat.ListingId) is not { } iphone || In(view, MemberRole.Buyer) is not { } buyer)
            return null;
        var seller = In(view, MemberRole.Seller) ?? buyer;
        return NumberOf(seller.Person.ExternalId) is { } sellerId ? new LaisChat(view, iphone, sellerId, buyer, seller) : null;
    }

    /// <summary>The buyer, the seller, and who came as support.</summary>
    public bool HasPart(PersonId person) => IsSide(person) || View.Chat.SupportId == person;

    public bool IsSide(PersonId person) => Buyer.Person.Id == person || Seller.Person.Id == person;

    private static Participant? In(ChatView view, MemberRole role) => view.Participants.FirstOrDefault(one => one.Member.Role == role);

    private static int? NumberOf(string? text)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && number.ToString(CultureInfo.InvariantCulture) == text
            ? number
            : null;
}
