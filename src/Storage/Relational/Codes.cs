using Haggle.Core.Chats;
using Haggle.Core.Listings;
using Haggle.Core.Messages;
using Haggle.Core.People;
using Haggle.Core.Trade;

namespace Haggle.Storage.Relational;

/// <summary>The numbers that stand for our words in the tables. Spelled out, so that reordering a word in Core can never change stored rows.</summary>
/// <remarks>Numbers are never reused. Some queries name them in their text; those say so.</remarks>
internal static class Codes
{
    private static readonly Code<PersonKind> PersonKinds = new((PersonKind.Account, 1), (PersonKind.Guest, 2), (PersonKind.System, 3));

    private static readonly Code<PersonRole> PersonRoles = new((PersonRole.User, 1), (PersonRole.Moderator, 2), (PersonRole.Admin, 3));

    private static readonly Code<PresenceVisibility> Visibilities = new(
        (PresenceVisibility.Everyone, 1), (PresenceVisibility.Contacts, 2), (PresenceVisibility.Nobody, 3));

    private static readonly Code<ChatKind> ChatKinds = new(
        (ChatKind.Direct, 1), (ChatKind.Group, 2), (ChatKind.Listing, 3), (ChatKind.Completion, 4), (ChatKind.Support, 5), (ChatKind.Dispute, 6));

    private static readonly Code<ChatStatus> ChatStatuses = new(
        (ChatStatus.Active, 1), (ChatStatus.Archived, 2), (ChatStatus.Disputed, 3), (ChatStatus.Resolved, 4));

    private static readonly Code<SupportState> SupportStates = new((SupportState.None, 1), (SupportState.Wanted, 2), (SupportState.Present, 3));

    private static readonly Code<SendBy> SendBys = new((SendBy.All, 1), (SendBy.Admins, 2));

    private static readonly Code<MemberRole> MemberRoles = new(
        (MemberRole.Owner, 1), (MemberRole.Admin, 2), (MemberRole.Moderator, 3), (MemberRole.Seller, 4), (MemberRole.Buyer, 5),
        (MemberRole.Member, 6), (MemberRole.Reader, 7), (MemberRole.Observer, 8));

    private static readonly Code<Notify> Notifies = new((Notify.All, 1), (Notify.Mentions, 2), (Notify.None, 3));

    private static readonly Code<MessageType> MessageTypes = new(
        (MessageType.Text, 1), (MessageType.Image, 2), (MessageType.Video, 3), (MessageType.File, 4), (MessageType.Voice, 5),
        (MessageType.Location, 6), (MessageType.Offer, 7), (MessageType.Listing, 8), (MessageType.System, 9), (MessageType.Deal, 10),
        (MessageType.Call, 11));

    private static readonly Code<ListingState> ListingStates = new(
        (ListingState.Active, 1), (ListingState.Reserved, 2), (ListingState.Sold, 3), (ListingState.Removed, 4));

    private static readonly Code<Side> Sides = new((Side.Buyer, 1), (Side.Seller, 2));

    public static short Of(SupportState state) => SupportStates.Of(state);

    public static SupportState ToSupport(short code) => SupportStates.Word(code);

    public static short Of(Side side) => Sides.Of(side);

    public static Side ToSide(short code) => Sides.Word(code);

    public static short Of(PersonKind kind) => PersonKinds.Of(kind);

    public static short Of(PersonRole role) => PersonRoles.Of(role);

    public static short Of(PresenceVisibility visibility) => Visibilities.Of(visibility);

    public static short Of(ChatKind kind) => ChatKinds.Of(kind);

    public static short Of(ChatStatus status) => ChatStatuses.Of(status);

    public static short Of(SendBy sendBy) => SendBys.Of(sendBy);

    public static short Of(MemberRole role) => MemberRoles.Of(role);

    public static short Of(Notify notify) => Notifies.Of(notify);

    public static short Of(MessageType type) => MessageTypes.Of(type);

    public static short Of(ListingState state) => ListingStates.Of(state);

    public static PersonKind ToPersonKind(short code) => PersonKinds.Word(code);

    public static PersonRole ToPersonRole(short code) => PersonRoles.Word(code);

    public static PresenceVisibility ToPresenceVisibility(short code) => Visibilities.Word(code);

    public static ChatKind ToChatKind(short code) => ChatKinds.Word(code);

    public static ChatStatus ToChatStatus(short code) => ChatStatuses.Word(code);

    public static SendBy ToSendBy(short code) => SendBys.Word(code);

    public static MemberRole ToMemberRole(short code) => MemberRoles.Word(code);

    public static Notify ToNotify(short code) => Notifies.Word(code);

    public static MessageType ToMessageType(short code) => MessageTypes.Word(code);

    public static ListingState ToListingState(short code) => ListingStates.Word(code);
}
