using System.Collections.Concurrent;
using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;
using Haggle.Core.Presence;
using Haggle.Dialects.Lais.Shapes;
using Haggle.Realtime;
using Haggle.Realtime.Sockets;

namespace Haggle.Dialects.Lais.Socket;

/// <summary>Frames of <c>/ws/seller/{seller_id}</c>: what others say in all the chats in which this person sells. Source: contracts/lais.md, "The seller's socket".</summary>
internal sealed class SellerCodec(PersonId seller) : IWireCodec
{
    private readonly ConcurrentDictionary<ChatId, bool> chats = new();

    private readonly Roster roster = new();

    /// <summary>One that was there before; those that come later are learnt as they come.</summary>
    public void Learn(LaisChat chat)
    {
        if (chat.Seller.Person.Id != seller)
            return;
        roster.Learn(chat.View.Participants);
        chats.TryAdd(chat.Id, true);
    }

    public long WordingFor(ChatEvent happened, in Listener listener) => 0;

    public Frame? Encode(ChatEvent happened, in Listener listener)
    {
        switch (happened)
        {
            case ChatOpened { Chat.Kind: ChatKind.Listing } opened when IsSoldIn(opened.Participants):
                roster.Learn(opened.Participants);
                chats.TryAdd(opened.ChatId, true);
                return null;
            case MemberJoined joined when chats.ContainsKey(joined.ChatId):
                roster.Learn(joined.Entrant.Person);
                return null;
            case ChatDeleted deleted:
                chats.TryRemove(deleted.ChatId, out _);
                return null;
            case MessageSent { Message: { AuthorId: { } author } message } when author != seller && chats.ContainsKey(message.ChatId):
                return LaisCodec.Say(new MessageFrame(MessageJson.From(message, roster.NameOf(author), isRead: false)), LaisJson.Wire.MessageFrame);
            default:
                return null;
        }
    }

    public Frame? Encode(PersonalEvent happened, in Listener listener) => null;

    public Frame? Encode(FleetingEvent happened) => null;

    public Frame? Farewell(string reason) => null;

    private bool IsSoldIn(IReadOnlyList<Participant> participants)
        => participants.Any(one => one.Person.Id == seller && (one.Member.Role == MemberRole.Seller || participants.Count == 1));
}
