using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;
using Haggle.Core.Receipts;
using static Haggle.Core.Tests.Somebody;

namespace Haggle.Core.Tests;

/// <summary>Enough of the chats' store for the verbs: what a rule decides is applied and told, revision by revision.</summary>
internal sealed class ChatsInMemory(PeopleInMemory people, ListingsInMemory listings) : IChats, IAudiences
{
    private readonly Dictionary<ChatId, ChatDesk> chats = [];

    public ChatDesk this[ChatId id] => chats[id];

    public void Put(ChatDesk desk) => chats[desk.Chat.Id] = desk;

    public ValueTask<Opened> OpenAsync(NewChat chat, CancellationToken cancellation)
    {
        if (chat.OnlyOneOf is { } buyer && chats.Values.FirstOrDefault(desk => desk.Chat.ListingId == chat.ListingId && desk.MemberOf(buyer)?.Role == MemberRole.Buyer) is { } only)
            return new(new Opened(only.Chat, false, Participants(only)));
        if (chats.Values.FirstOrDefault(desk => chat.UniqueKey is not null && desk.Chat.UniqueKey == chat.UniqueKey) is { } found)
            return new(new Opened(found.Chat, false, Participants(found)));
        var id = new ChatId(chats.Count + 1);
        var desk = new ChatDesk(
            new Chat
            {
                Id = id, Kind = chat.Kind, Status = ChatStatus.Active, Title = chat.Title, Description = chat.Description, ListingId = chat.ListingId, TransactionId = chat.TransactionId, Metadata = chat.Metadata,
                UniqueKey = chat.UniqueKey, LastSeq = 0, Revision = 1, CreatedBy = chat.CreatedBy, CreatedAt = chat.Now, ActiveAt = chat.Now,
            },
            [.. chat.Members.Select(member => new Member { ChatId = id, PersonId = member.PersonId, Role = member.Role, JoinedAt = chat.Now })]);
        Put(desk);
        return new(new Opened(desk.Chat, true, Participants(desk)));
    }

    public ValueTask<ChatId?> FindByKeyAsync(string uniqueKey, CancellationToken cancellation)
        => new(chats.Values.FirstOrDefault(desk => desk.Chat.UniqueKey == uniqueKey)?.Chat.Id);

    public ValueTask<ChatId?> FindCompletionAsync(long transaction, PersonId buyer, PersonId seller, CancellationToken cancellation)
        => new(chats.Values.FirstOrDefault(desk => desk.Chat.TransactionId == transaction && desk.MemberOf(buyer) is not null && desk.MemberOf(seller) is not null)?.Chat.Id);

    public ValueTask<ChatId?> FindOfBuyerAsync(string listingId, PersonId buyer, CancellationToken cancellation)
        => new(chats.Values.FirstOrDefault(desk => desk.Chat.ListingId == listingId && desk.MemberOf(buyer)?.Role == MemberRole.Buyer)?.Chat.Id);

    public ValueTask<Result<ChatChanged>> ChangeAsync(ChatId chat, ChatRule rule, DateTimeOffset now, CancellationToken cancellation)
    {
        if (!chats.TryGetValue(chat, out var desk))
            return new(ChatRights.NoSuchChat);
        if (!rule(desk).TryGet(out var changes, out var refusal))
            return new(refusal);
        var events = new List<ChatEvent>();
        foreach (var change in changes)
        {
            desk = desk with { Chat = desk.Chat with { Revision = desk.Chat.Revision + 1 } };
            (desk, var happened) = Apply(desk, change, now);
            events.Add(happened);
        }
        Put(desk);
        return new(new ChatChanged(desk.Chat, events));
    }

    public ValueTask<ChatView?> FindAsync(ChatId chat, PersonId viewer, DateTimeOffset now, CancellationToken cancellation)
        => new(chats.TryGetValue(chat, out var desk)
            ? new ChatView { Chat = desk.Chat, My = desk.MemberOf(viewer), Participants = Participants(desk), ParticipantCount = desk.Members.Count }
            : null);

    public ValueTask<IReadOnlyList<ChatView>> WantingSupportAsync(int limit, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask<long> CountAsync(PersonId viewer, ChatFilter filter, DateTimeOffset now, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask<Page<Participant>> MembersAsync(ChatId chat, PageRequest page, CancellationToken cancellation)
    {
        // Pages of one, so that whoever forgets to ask on is found out.
        var all = Participants(chats[chat]);
        var at = page.From is null ? 0 : int.Parse(page.From, System.Globalization.CultureInfo.InvariantCulture);
        return new(new Page<Participant>([all[at]], at + 1 < all.Count ? $"{at + 1}" : null));
    }

    public ValueTask<Member?> MemberAsync(ChatId chat, PersonId person, CancellationToken cancellation) => new(chats.GetValueOrDefault(chat)?.MemberOf(person));

    public ValueTask<UnreadTotals> UnreadAsync(PersonId viewer, DateTimeOffset now, CancellationToken cancellation) => new(new UnreadTotals(0, 0, 0, 0, 0));

    public ValueTask<(Chat Chat, Member My)?> ConfigureAsync(ChatId chat, PersonId person, Func<Chat, Member, Member> change, CancellationToken cancellation)
    {
        if (chats.GetValueOrDefault(chat) is not { } desk || desk.MemberOf(person) is not { } my)
            return new(default((Chat, Member)?));
        var after = change(desk.Chat, my);
        Put(desk with { Members = [.. desk.Members.Select(member => member.PersonId == person ? after : member)] });
        return new((desk.Chat, after));
    }

    public ValueTask<IReadOnlyList<ChatId>> OfListingAsync(string listingId, CancellationToken cancellation)
        => new(chats.Values.Where(desk => desk.Chat.ListingId == listingId).Select(desk => desk.Chat.Id).ToList());

    public long Doubts => 0;

    public ValueTask<Audience?> AudienceAsync(ChatId chat, CancellationToken cancellation)
        => new(chats.GetValueOrDefault(chat) is { } desk
            ? new Audience(chat, desk.Chat.Revision, desk.Chat.LastSeq, desk.Chat.Kind, [.. desk.Members.Select(member => member.PersonId)], [])
            : null);

    public ValueTask<IReadOnlyList<Message>> MissedAsync(ChatId chat, long afterSeq, long afterRevision, int limit, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask<Page<ChatView>> ListAsync(PersonId viewer, ChatFilter filter, PageRequest page, DateTimeOffset now, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<ChatId>> SharedAsync(PersonId one, PersonId other, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask<SyncResult> SyncAsync(PersonId viewer, SyncRequest request, DateTimeOffset now, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<ChatId>> MergeAsync(PersonId guest, PersonId account, DateTimeOffset now, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<ChatId>> UnmergeAsync(PersonId account, DateTimeOffset since, DateTimeOffset now, CancellationToken cancellation) => throw new NotSupportedException();

    private List<Participant> Participants(ChatDesk desk) => [.. desk.Members.Select(member => new Participant(people[member.PersonId], member))];

    private (ChatDesk, ChatEvent) Apply(ChatDesk desk, ChatChange change, DateTimeOffset now)
    {
        var chat = desk.Chat;
        switch (change)
        {
            case ChatChange.Reshaped reshaped:
                var after = reshaped.Chat with { Revision = chat.Revision, LastSeq = chat.LastSeq };
                return (desk with { Chat = after }, new ChatReshaped(after));
            case ChatChange.Joined joined:
                var entrant = new Member { ChatId = chat.Id, PersonId = joined.PersonId, Role = joined.Role, JoinedAt = now };
                var grown = desk with { Members = [.. desk.Members, entrant] };
                return (grown, new MemberJoined(chat, null, new Participant(people[joined.PersonId], entrant), Participants(grown), null));
            case ChatChange.RoleGiven given:
                var promoted = desk.MemberOf(given.PersonId)! with { Role = given.Role };
                return (desk with { Members = [.. desk.Members.Select(member => member.PersonId == given.PersonId ? promoted : member)] },
                    new MemberRoleGiven(chat.Id, chat.Revision, new Participant(people[given.PersonId], promoted), null));
            case ChatChange.Left left:
                return (desk with { Members = [.. desk.Members.Where(member => member.PersonId != left.PersonId)] }, new MemberLeft(chat.Id, chat.Revision, left.PersonId, null));
            case ChatChange.SystemSaid said:
                chat = chat with { LastSeq = chat.LastSeq + 1 };
                return (desk with { Chat = chat }, new MessageSent(Desk.Message(null, said.Text) with { ChatId = chat.Id, Seq = chat.LastSeq, Revision = chat.Revision }));
            case ChatChange.ListingChanged:
                return (desk, new ListingUpdated(chat.Id, chat.Revision, listings[chat.ListingId!]!));
            case ChatChange.Deleted:
                return (desk with { Members = [] }, new ChatDeleted(chat.Id, chat.Revision, [.. desk.Members.Select(member => member.PersonId)]));
            default:
                throw new NotSupportedException(change.GetType().Name);
        }
    }
}
