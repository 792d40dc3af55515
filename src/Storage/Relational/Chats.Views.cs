using Haggle.Core.Chats;
using Haggle.Core.Listings;
using Haggle.Core.Messages;
using Haggle.Core.People;
using Haggle.Core.Receipts;

namespace Haggle.Storage.Relational;

internal sealed partial class Chats
{
    /// <summary>
    /// What is unread for a member <c>my</c> of a chat <c>c</c>. Only the last few thousand messages are looked at, so that somebody
    /// who never reads, and writes much, costs no more than others.
    /// </summary>
    internal const string UnreadMessages = """
        m.chat_id = my.chat_id AND m.seq > GREATEST(my.last_read_seq, my.hidden_seq, c.last_seq - 4000)
        AND m.sender_id <> my.person_id AND m.deleted_at_us IS NULL
        AND NOT EXISTS (SELECT 1 FROM hidden_messages h WHERE h.chat_id = my.chat_id AND h.person_id = my.person_id AND h.seq = m.seq)
        """;

    // Five results for all the chats at once; a list of two hundred costs as many round trips as one chat.
    private static readonly string ViewParts = $"""
        SELECT {ListingRows.Columns} FROM listings l WHERE l.external_id = ANY(@listings);

        SELECT my.total, {MemberRows.Columns}, {PersonRows.Columns}
        FROM (SELECT mb.*, row_number() OVER (PARTITION BY mb.chat_id ORDER BY mb.joined_at_us, mb.person_id) AS place,
                count(*) OVER (PARTITION BY mb.chat_id) AS total
              FROM members mb WHERE mb.chat_id = ANY(@chats)) my
        JOIN people p ON p.id = my.person_id
        WHERE my.place <= {ChatView.ParticipantsShown} ORDER BY my.chat_id, my.place;

        SELECT {MessageRows.Columns}
        FROM (SELECT c.id AS chat_id,
                (SELECT s.seq FROM messages s
                 WHERE s.chat_id = c.id
                   AND s.seq > coalesce((SELECT my.hidden_seq FROM members my WHERE my.chat_id = c.id AND my.person_id = @viewer), 0)
                   AND NOT EXISTS (SELECT 1 FROM hidden_messages h WHERE h.chat_id = c.id AND h.person_id = @viewer AND h.seq = s.seq)
                 ORDER BY s.seq DESC LIMIT 1) AS seq
              FROM chats c WHERE c.id = ANY(@chats)) last
        JOIN messages m ON m.chat_id = last.chat_id AND m.seq = last.seq
        {MessageRows.Quote};

        SELECT my.chat_id, count(*), count(CASE WHEN m.mentions LIKE @mention THEN 1 END)
        FROM members my JOIN chats c ON c.id = my.chat_id JOIN messages m ON {UnreadMessages}
        WHERE my.person_id = @viewer AND my.chat_id = ANY(@chats) AND c.last_seq > my.last_read_seq
        GROUP BY my.chat_id;

        SELECT m.chat_id, m.id, m.seq FROM messages m
        WHERE m.chat_id = ANY(@chats) AND m.pinned_at_us IS NOT NULL ORDER BY m.pinned_at_us DESC, m.seq DESC
        """;

    /// <summary>The text that finds a mention of the person among a message's mentions.</summary>
    internal static string MentionOf(PersonId person) => $"%,{person},%";

    internal static int Capped(long count) => (int)Math.Min(count, UnreadTotals.Cap);

    private static async ValueTask<List<ChatView>> ViewsAsync(Session session, PersonId viewer, IReadOnlyList<Seat> seats)
    {
        if (seats.Count == 0)
            return [];
        var parts = await PartsAsync(session, viewer, seats);
        var lastMessages = (await parts.LastMessages.WithReactionsAsync(session)).ToDictionary(message => message.ChatId.Value);
        return [.. seats.Select(seat =>
        {
            var id = seat.Chat.Id.Value;
            var shown = parts.Participants[id].ToList();
            parts.Unread.TryGetValue(id, out var unread);
            return new ChatView
            {
                Chat = seat.Chat,
                My = seat.My,
                Listing = seat.Chat.ListingId is { } listing ? parts.Listings.GetValueOrDefault(listing) : null,
                Participants = [.. shown.Select(one => one.Participant)],
                ParticipantCount = shown.Count == 0 ? 0 : shown[0].Total,
                LastMessage = lastMessages.GetValueOrDefault(id),
                UnreadCount = unread.Messages,
                MentionCount = unread.Mentions,
                PinnedMessageIds = [.. parts.Pins[id].Where(pin => pin.Seq > (seat.My?.HiddenSeq ?? 0)).Select(pin => pin.Id)],
            };
        })];
    }

    private static async ValueTask<Parts> PartsAsync(Session session, PersonId viewer, IReadOnlyList<Seat> seats)
    {
        await using var results = await session.Query(ViewParts)
            .With("chats", [.. seats.Select(seat => seat.Chat.Id.Value)])
            .With("listings", [.. seats.Select(seat => seat.Chat.ListingId).OfType<string>().Distinct()])
            .With("viewer", viewer.Value)
            .With("mention", MentionOf(viewer))
            .OpenAsync();
        return new Parts(
            (await results.AllAsync(ListingRows.Read)).ToDictionary(listing => listing.ExternalId),
            (await results.AllAsync(row => (Total: row.Int(), Participant: ReadParticipant(row)))).ToLookup(one => one.Participant.Member.ChatId.Value),
            await results.AllAsync(MessageRows.Read),
            (await results.AllAsync(row => (Chat: row.Long(), Messages: row.Long(), Mentions: row.Long())))
                .ToDictionary(unread => unread.Chat, unread => (Capped(unread.Messages), Capped(unread.Mentions))),
            (await results.AllAsync(row => (Chat: row.Long(), Id: new MessageId(row.Long()), Seq: row.Long()))).ToLookup(pin => pin.Chat, pin => (pin.Id, pin.Seq)));
    }

    /// <summary>A chat, and the viewer's place in it.</summary>
    private readonly record struct Seat(Chat Chat, Member? My);

    private sealed record Parts(
        Dictionary<string, Listing> Listings,
        ILookup<long, (int Total, Participant Participant)> Participants,
        List<MessageRow> LastMessages,
        Dictionary<long, (int Messages, int Mentions)> Unread,
        ILookup<long, (MessageId Id, long Seq)> Pins);
}
