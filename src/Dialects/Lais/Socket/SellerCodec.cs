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
/// <param name="seller">Whose socket it is.</param>
/// <param name="unknown">Told of a message in a chat that has not been heard of; whoever is told finds out, and says it.</param>
internal sealed class SellerCodec(PersonId seller, Action<Message> unknown) : IWireCodec
{
    private readonly ConcurrentDictionary<ChatId, bool> isSoldIn = new();
    private readonly Roster roster = new();

    /// <returns>The frame, when the chat is one of this seller's.</returns>
    public Frame? Learn(ChatView view, Message message)
    {
        var isMine = LaisChat.Of(view)?.Seller.Person.Id == seller;
        if (isMine)
            roster.Learn(view.Participants);
        isSoldIn[view.Chat.Id] = isMine;
        return isMine ? LaisCodec.Tell(message, roster) : null;
    }

    public long WordingFor(ChatEvent happened, in Listener listener) => 0;

    public Frame? Encode(ChatEvent happened, in Listener listener)
    {
        switch (happened)
        {
            case MemberJoined joined:
                roster.Learn(joined.Entrant.Person);
                return null;
            case ChatDeleted deleted:
                isSoldIn.TryRemove(deleted.ChatId, out _);
                return null;
            case MessageSent { Message: var message } when message.AuthorId != seller && !SupportLines.IsInvitation(message):
                if (isSoldIn.TryGetValue(message.ChatId, out var isMine))
                    return isMine ? LaisCodec.Tell(message, roster) : null;
                unknown(message);
                return null;
            default:
                return null;
        }
    }

    public Frame? Encode(PersonalEvent happened, in Listener listener) => null;

    public Frame? Encode(FleetingEvent happened) => null;

    public Frame? Farewell(string reason) => null;
}
