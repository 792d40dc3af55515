using Haggle.Core.Chats;
using Haggle.Core.Listings;
using Haggle.Core.Messages;
using Haggle.Core.People;

namespace Haggle.Storage.Relational;

/// <summary>Writes changes of one locked chat, one after the other, each with the next revision.</summary>
internal sealed class ChatPen(Session session, Chat chat, DateTimeOffset now)
{
    private const string StoreShape = """
        UPDATE chats SET status = @status, title = @title, title_key = @title_key, description = @description, avatar_url = @avatar, unique_key = @unique,
            slow_mode_s = @slow, send_by = @send_by, history_for_new_members = @history, metadata = @metadata, listing_id = @listing,
            transaction_id = @transaction, active_at_us = @active, support = @support, support_id = @support_id, revision = @revision, rights = rights + 1
        WHERE id = @chat
        """;

    private const string StoreCounters = "UPDATE chats SET revision = @revision, last_seq = @seq, active_at_us = @active, rights = rights + 1 WHERE id = @chat";

    // What was said before counts as read, but to observers; where the chat hides it, it is hidden too.
    private const string AddMember = """
        INSERT INTO members (chat_id, person_id, role, notify, joined_at_us, hidden_seq, last_read_seq, last_delivered_seq)
        VALUES (@chat, @person, @role, @notify, @now, @hidden, @seq, @seq)
        ON CONFLICT (chat_id, person_id) DO UPDATE SET role = excluded.role
        """;

    private const string StoreRole = "UPDATE members SET role = @role WHERE chat_id = @chat AND person_id = @person";

    private const string RemoveMember = "DELETE FROM members WHERE chat_id = @chat AND person_id = @person";

    private const string RemoveMembers = "DELETE FROM members WHERE chat_id = @chat";

    // The messages stay, as evidence; nobody is a member, so nobody sees them.
    private const string Delete = "UPDATE chats SET deleted_at_us = @now, unique_key = NULL, revision = @revision, rights = rights + 1 WHERE id = @chat";

    private const string AddSystemMessage = """
        INSERT INTO messages (id, chat_id, seq, revision, type, content, payload, client_message_id, sent_at_us)
        VALUES (@id, @chat, @seq, @revision, @type, @content, @payload, @key, @now)
        """;

    private const string SystemMessageByKey = "SELECT 1 FROM messages WHERE chat_id = @chat AND client_message_id = @key AND sender_id IS NULL";

    private const string Participants = $"""
        SELECT {MemberRows.Columns}, {PersonRows.Columns} FROM members my JOIN people p ON p.id = my.person_id
        WHERE my.chat_id = @chat ORDER BY my.joined_at_us, my.person_id
        """;

    private const string ListingById = $"SELECT {ListingRows.Columns} FROM listings l WHERE l.external_id = @id";

    /// <summary>The chat as it stands after what was stored.</summary>
    public Chat Chat { get; private set; } = chat;

    /// <returns>What to announce; null when there was nothing to store.</returns>
    public async ValueTask<ChatEvent?> StoreAsync(ChatChange change) => change switch
    {
        ChatChange.Reshaped reshaped => await ReshapeAsync(reshaped.Chat),
        ChatChange.Joined joined => await AddAsync(joined),
        ChatChange.RoleGiven given => await GiveRoleAsync(given),
        ChatChange.Left left => await RemoveAsync(left),
        ChatChange.SystemSaid said => await SayAsync(said),
        ChatChange.ListingChanged => await AnnounceListingAsync(),
        ChatChange.ModeratorAssigned assigned => await AssignAsync(assigned),
        ChatChange.DisputeResolved resolved => await ResolveAsync(resolved),
        ChatChange.Deleted => await DeleteAsync(),
        _ => throw new InvalidOperationException($"{change.GetType().Name} cannot be stored."),
    };

    private async ValueTask<ChatEvent> ReshapeAsync(Chat wanted)
    {
        Chat = Chat with
        {
            Status = wanted.Status,
            Title = wanted.Title,
            Description = wanted.Description,
            AvatarUrl = wanted.AvatarUrl,
            UniqueKey = wanted.UniqueKey,
            SlowModeSeconds = wanted.SlowModeSeconds,
            SendBy = wanted.SendBy,
            HistoryForNewMembers = wanted.HistoryForNewMembers,
            Metadata = wanted.Metadata,
            ListingId = wanted.ListingId,
            TransactionId = wanted.TransactionId,
            Support = wanted.Support,
            SupportId = wanted.SupportId,
            ActiveAt = wanted.ActiveAt,
            Revision = Chat.Revision + 1,
        };
        await session.Query(StoreShape)
            .With("chat", Chat.Id.Value)
            .With("status", Codes.Of(Chat.Status))
            .With("title", Chat.Title)
            .With("title_key", PlainLetters.Of(Chat.Title))
            .With("description", Chat.Description)
            .With("avatar", Chat.AvatarUrl)
            .With("unique", Chat.UniqueKey)
            .With("slow", Chat.SlowModeSeconds)
            .With("send_by", Codes.Of(Chat.SendBy))
            .With("history", Chat.HistoryForNewMembers)
            .With("metadata", Chat.Metadata)
            .With("listing", Chat.ListingId)
            .With("transaction", Chat.TransactionId)
            .With("active", Chat.ActiveAt)
            .With("support", Codes.Of(Chat.Support))
            .With("support_id", Chat.SupportId?.Value)
            .With("revision", Chat.Revision)
            .ExecuteAsync();
        return new ChatReshaped(Chat);
    }

    private async ValueTask<ChatEvent> AddAsync(ChatChange.Joined joined)
    {
        await session.Query(AddMember)
            .With("chat", Chat.Id.Value)
            .With("person", joined.PersonId.Value)
            .With("role", Codes.Of(joined.Role))
            .With("notify", Codes.Of(Notify.All))
            .With("now", now)
            .With("hidden", Chat.HistoryForNewMembers ? 0 : Chat.LastSeq)
            .With("seq", joined.Role == MemberRole.Observer ? 0 : Chat.LastSeq)
            .ExecuteAsync();
        await CountAsync();
        var participants = await ParticipantsAsync();
        return new MemberJoined(Chat, await ListingAsync(), participants.First(one => one.Person.Id == joined.PersonId), participants, joined.By);
    }

    private async ValueTask<ChatEvent?> GiveRoleAsync(ChatChange.RoleGiven given)
    {
        if (await session.Query(StoreRole).With("chat", Chat.Id.Value).With("person", given.PersonId.Value).With("role", Codes.Of(given.Role)).ExecuteAsync() == 0)
            return null;
        await CountAsync();
        var participants = await ParticipantsAsync();
        return new MemberRoleGiven(Chat.Id, Chat.Revision, participants.First(one => one.Person.Id == given.PersonId), given.By);
    }

    private async ValueTask<ChatEvent?> RemoveAsync(ChatChange.Left left)
    {
        if (await session.Query(RemoveMember).With("chat", Chat.Id.Value).With("person", left.PersonId.Value).ExecuteAsync() == 0)
            return null;
        await CountAsync();
        return new MemberLeft(Chat.Id, Chat.Revision, left.PersonId, left.By);
    }

    private async ValueTask<ChatEvent?> SayAsync(ChatChange.SystemSaid said)
    {
        // Under the chat's lock: nobody says it in between.
        if (said.Key is { } key && await session.Query(SystemMessageByKey).With("chat", Chat.Id.Value).With("key", key).AnyAsync())
            return null;
        var payload = FactText.Of(said.Fact);
        var saidAt = now > Chat.ActiveAt ? now : Chat.ActiveAt + TimeSpan.FromMicroseconds(1); // within a chat times grow with seq
        Chat = Chat with { LastSeq = Chat.LastSeq + 1, ActiveAt = saidAt };
        await CountAsync();
        var id = await session.DrawMessageIdAsync();
        await session.Query(AddSystemMessage)
            .With("id", id)
            .With("chat", Chat.Id.Value)
            .With("seq", Chat.LastSeq)
            .With("revision", Chat.Revision)
            .With("type", Codes.Of(MessageType.System))
            .With("content", said.Text)
            .With("payload", payload)
            .With("key", said.Key)
            .With("now", saidAt)
            .ExecuteAsync();
        if (said.Tells is { } told)
            await Outbox.AddAsync(session, told, now);
        return new MessageSent(new Message
        {
            Id = new MessageId(id),
            ChatId = Chat.Id,
            Seq = Chat.LastSeq,
            Revision = Chat.Revision,
            AuthorId = null,
            Type = MessageType.System,
            Content = said.Text,
            Payload = payload,
            ClientMessageId = said.Key,
            SentAt = saidAt,
        });
    }

    private async ValueTask<ChatEvent?> AnnounceListingAsync()
    {
        if (await ListingAsync() is not { } listing)
            return null;
        await CountAsync();
        return new ListingUpdated(Chat.Id, Chat.Revision, listing);
    }

    private async ValueTask<ChatEvent> AssignAsync(ChatChange.ModeratorAssigned assigned)
    {
        await CountAsync();
        var assignment = await session.Query(AssignmentRows.Insert)
            .With("chat", Chat.Id.Value).With("moderator", assigned.ModeratorId.Value).With("by", assigned.By.Value).With("reason", assigned.Reason).With("now", now)
            .FirstAsync(AssignmentRows.Read);
        return new ModeratorCalled(assignment!, Chat.Revision);
    }

    private async ValueTask<ChatEvent> ResolveAsync(ChatChange.DisputeResolved resolved)
    {
        await CountAsync();
        var assignment = await session.Query(AssignmentRows.Resolve)
            .With("id", resolved.AssignmentId).With("notes", resolved.Notes).With("now", now)
            .FirstAsync(AssignmentRows.Read);
        return new DisputeSettled(assignment!, Chat.Revision);
    }

    private async ValueTask<ChatEvent> DeleteAsync()
    {
        Chat = Chat with { UniqueKey = null, Revision = Chat.Revision + 1 };
        var members = (await ParticipantsAsync()).Select(one => one.Person.Id).ToList();
        await session.Query(RemoveMembers).With("chat", Chat.Id.Value).ExecuteAsync();
        await session.Query(Delete).With("chat", Chat.Id.Value).With("now", now).With("revision", Chat.Revision).ExecuteAsync();
        return new ChatDeleted(Chat.Id, Chat.Revision, members);
    }

    private async ValueTask CountAsync()
    {
        Chat = Chat with { Revision = Chat.Revision + 1 };
        await session.Query(StoreCounters)
            .With("chat", Chat.Id.Value).With("revision", Chat.Revision).With("seq", Chat.LastSeq).With("active", Chat.ActiveAt).ExecuteAsync();
    }

    private async ValueTask<IReadOnlyList<Participant>> ParticipantsAsync()
        => await session.Query(Participants).With("chat", Chat.Id.Value).AllAsync(row =>
        {
            var member = MemberRows.Read(row);
            return new Participant(PersonRows.Read(row), member);
        });

    private async ValueTask<Listing?> ListingAsync()
        => Chat.ListingId is { } id ? await session.Query(ListingById).With("id", id).FirstAsync(ListingRows.Read) : null;
}
