using Haggle.Core.Chats;
using Haggle.Core.Listings;
using Haggle.Core.Messages;
using Haggle.Core.People;
using Haggle.Core.Presence;
using Haggle.Dialects.Native.Shapes;
using Haggle.Realtime;
using Haggle.Realtime.Sockets;

namespace Haggle.Dialects.Native.Socket;

/// <summary>Events in the words of the native socket. Source: contracts/messenger.md, "Events".</summary>
internal sealed class NativeCodec(EmailVisibility emails, TimeProvider clock) : IWireCodec
{
    /// <summary>Wordings by person are numbered by the person's id, which is above zero; these are below.</summary>
    private const long ForThoseWithoutReceipts = -1;

    public long WordingFor(ChatEvent happened, in Listener listener) => happened switch
    {
        MessageSent sent => WordingOf(sent.Message, listener),
        MessageUpdated updated => WordingOf(updated.Message, listener),
        PointerMoved moved when moved.PersonId == listener.PersonId => listener.PersonId.Value,
        PointerMoved { ReadIsPrivate: false } when !listener.ReadReceipts => ForThoseWithoutReceipts,
        ChatOpened => listener.PersonId.Value,
        MemberJoined joined when joined.Entrant.Person.Id == listener.PersonId => listener.PersonId.Value,
        MemberJoined or MemberRoleGiven when !listener.ReadReceipts => ForThoseWithoutReceipts,
        MemberLeft left when left.PersonId == listener.PersonId => listener.PersonId.Value,
        _ => 0,
    };

    public Frame? Encode(ChatEvent happened, in Listener listener)
    {
        var me = listener.PersonId;
        return happened switch
        {
            MessageSent sent => Events.Message("message.created", sent.Message, me),
            MessageUpdated updated => Events.Message("message.updated", updated.Message, me),
            MessageDeleted deleted => Deleted(deleted.Message),
            ReactionAdded added => Events.Frame("reaction.added", Reaction(added.Message, added.PersonId, added.Emoji, added.Count), NativeJson.Wire.ReactionJson),
            ReactionRemoved removed => Events.Frame("reaction.removed", Reaction(removed.Message, removed.PersonId, removed.Emoji, removed.Count), NativeJson.Wire.ReactionJson),
            MessagePinned pinned => Events.Frame("message.pinned", Pin(pinned.Message, pinned.PersonId), NativeJson.Wire.PinJson),
            MessageUnpinned unpinned => Events.Frame("message.unpinned", Pin(unpinned.Message, unpinned.PersonId), NativeJson.Wire.PinJson),
            PointerMoved moved => Receipt(moved, listener),
            ChatOpened opened => Entered(opened.Chat, opened.Listing, opened.Participants, listener),
            ChatReshaped reshaped => Reshaped(reshaped.Chat),
            ChatDeleted deleted => Removed(deleted.ChatId, "deleted"),
            MemberJoined joined when joined.Entrant.Person.Id == me => Entered(joined.Chat, joined.Listing, joined.Participants, listener),
            MemberJoined joined => Member("member.added", joined.ChatId, joined.Revision, joined.Entrant, joined.Chat.Kind, joined.By, listener),
            MemberRoleGiven given => Member("member.updated", given.ChatId, given.Revision, given.Participant, ChatKind.Group, given.By, listener),
            MemberLeft left when left.PersonId == me => Removed(left.ChatId, left.By == me ? "left" : "kicked"),
            MemberLeft left => Events.Frame("member.removed", new MemberRemovedJson(left.ChatId.Value, left.PersonId.Value, left.By?.Value, left.Revision), NativeJson.Wire.MemberRemovedJson),
            ListingUpdated listing => Events.Frame("listing.updated", new ListingUpdatedJson(listing.ChatId.Value, ListingJson.From(listing.Listing), listing.Revision), NativeJson.Wire.ListingUpdatedJson),
            _ => null,
        };
    }

    public Frame? Encode(PersonalEvent happened, in Listener listener) => happened switch
    {
        SettingsChanged changed => Events.Frame(
            "chat.settings_updated", new ChatSettingsUpdatedJson(changed.Chat.Id.Value, ChatSettingsJson.From(changed.Chat, changed.My, clock.GetUtcNow())), NativeJson.Wire.ChatSettingsUpdatedJson),
        UnreadChanged changed => Events.Frame(
            "unread.updated", new UnreadUpdatedJson(changed.ChatId.Value, changed.UnreadCount, UnreadJson.From(changed.Total)), NativeJson.Wire.UnreadUpdatedJson),
        HistoryCleared cleared => Removed(cleared.ChatId, "deleted"),
        ChatCame came => Events.Frame("chat.created", ChatJson.From(came.View, ViewerOf(listener), clock.GetUtcNow()), NativeJson.Wire.ChatJson),
        ChatWent went => Removed(went.ChatId, "left"),
        MessageHidden hidden => Events.Frame(
            "message.deleted", new MessageDeletedJson(hidden.Id.Value, hidden.ChatId.Value, hidden.Seq, null, hidden.At, listener.PersonId.Value), NativeJson.Wire.MessageDeletedJson),
        SessionExpiring expiring => Events.Frame("session.expiring", new SessionExpiringJson(expiring.At), NativeJson.Wire.SessionExpiringJson),
        ServerDraining draining => Events.Frame("server.draining", new ServerDrainingJson((long)draining.ReconnectIn.TotalMilliseconds), NativeJson.Wire.ServerDrainingJson),
        BlockChanged changed => Events.Frame("block.updated", new BlockUpdatedJson(changed.PersonId.Value, changed.Blocked), NativeJson.Wire.BlockUpdatedJson),
        PersonChanged changed when changed.Person.Id == listener.PersonId => Events.Frame("user.updated", MeJson.From(changed.Person), NativeJson.Wire.MeJson),
        PersonChanged changed => Events.Frame("user.updated", UserJson.From(changed.Person), NativeJson.Wire.UserJson),
        ChatOutdated outdated => Events.Frame("chat.outdated", new ChatOutdatedJson(outdated.ChatId.Value, outdated.Revision), NativeJson.Wire.ChatOutdatedJson),
        _ => null,
    };

    public Frame? Encode(FleetingEvent happened) => happened switch
    {
        TypingStarted typing => Events.Frame(
            "typing.started", new TypingStartedJson(typing.ChatId.Value, typing.PersonId.Value, typing.Kind.Word(), typing.ExpiresAt), NativeJson.Wire.TypingStartedJson),
        TypingStopped typing => Events.Frame(
            "typing.stopped", new TypingStoppedJson(typing.ChatId.Value, typing.PersonId.Value, typing.Kind.Word()), NativeJson.Wire.TypingStoppedJson),
        PresenceChanged presence => Events.Frame(
            "presence.updated", new PresenceJson(presence.PersonId.Value, presence.Status.Word(), presence.LastSeenAt), NativeJson.Wire.PresenceJson),
        _ => null,
    };

    public Frame? Farewell(string reason) => Events.Frame("session.ended", new ReasonJson(reason), NativeJson.Wire.ReasonJson);

    /// <summary>The author alone is told the client id; who reacted sees the own reactions marked.</summary>
    private static long WordingOf(Message message, in Listener listener)
    {
        var me = listener.PersonId;
        if (message.AuthorId == me && message.ClientMessageId is not null)
            return me.Value;
        foreach (var reaction in message.Reactions)
            if (reaction.People.Contains(me))
                return me.Value;
        return 0;
    }

    private static Frame Deleted(Message message) => Events.Frame(
        "message.deleted",
        new MessageDeletedJson(message.Id.Value, message.ChatId.Value, message.Seq, message.Revision, message.DeletedAt ?? message.SentAt, message.DeletedBy?.Value),
        NativeJson.Wire.MessageDeletedJson);

    private static ReactionJson Reaction(Message message, PersonId person, string emoji, int count)
        => new(message.ChatId.Value, message.Id.Value, person.Value, emoji, count, message.Revision);

    private static PinJson Pin(Message message, PersonId person) => new(message.ChatId.Value, message.Id.Value, person.Value, message.PinnedAt, message.Revision);

    private static Frame Receipt(PointerMoved moved, in Listener listener)
    {
        var mayKnow = moved.PersonId == listener.PersonId || (listener.ReadReceipts && !moved.ReadIsPrivate);
        return Events.Frame(
            "receipt.updated",
            new ReceiptJson(moved.ChatId.Value, moved.PersonId.Value, moved.LastDeliveredSeq, mayKnow ? moved.LastReadSeq : null, moved.Revision),
            NativeJson.Wire.ReceiptJson);
    }

    private Frame Member(string name, ChatId chat, long revision, Participant participant, ChatKind kind, PersonId? by, in Listener listener)
        => Events.Frame(name, new MemberJson(chat.Value, ParticipantJson.From(participant, kind, ViewerOf(listener)), by?.Value, revision), NativeJson.Wire.MemberJson);

    private Frame Entered(Chat chat, Listing? listing, IReadOnlyList<Participant> participants, in Listener listener)
    {
        var me = listener.PersonId;
        var view = new ChatView
        {
            Chat = chat,
            My = participants.FirstOrDefault(participant => participant.Person.Id == me)?.Member,
            Listing = listing,
            Participants = [.. participants.Take(ChatView.ParticipantsShown)],
            ParticipantCount = participants.Count,
        };
        return Events.Frame("chat.created", ChatJson.From(view, ViewerOf(listener), clock.GetUtcNow()), NativeJson.Wire.ChatJson);
    }

    private static Frame Reshaped(Chat chat) => Events.Frame(
        "chat.updated",
        new ChatUpdatedJson(
            chat.Id.Value, chat.Id.Value, chat.Title, chat.IsGroup, chat.CreatedAt, chat.Kind.Word(), chat.Status.Word(), chat.AvatarUrl, chat.Description,
            chat.SlowModeSeconds, chat.SendBy.Word(), chat.HistoryForNewMembers, chat.LastSeq, chat.Revision),
        NativeJson.Wire.ChatUpdatedJson);

    private static Frame Removed(ChatId chat, string reason) => Events.Frame("chat.removed", new ChatRemovedJson(chat.Value, reason), NativeJson.Wire.ChatRemovedJson);

    private Viewer ViewerOf(in Listener listener) => new(listener.PersonId, listener.ReadReceipts, emails);
}
