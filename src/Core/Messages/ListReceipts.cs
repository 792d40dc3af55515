using Haggle.Core.Chats;
using Haggle.Core.People;

namespace Haggle.Core.Messages;

/// <summary>Who has got and who has read a message of the caller's own.</summary>
/// <remarks>
/// Derived from the pointers: a time is that of the pointer's last move, so it may be later than the moment when this very message was
/// reached, never earlier.
/// </remarks>
public sealed class ListReceipts(IMessages messages, IChats chats)
{
    /// <returns>
    /// One for each other member; <see cref="RefusalKind.NotFound"/> <c>message</c>; <see cref="RefusalKind.Forbidden"/> for others than the author.
    /// </returns>
    public async ValueTask<Result<IReadOnlyList<Receipt>>> RunAsync(Person caller, MessageId id, CancellationToken cancellation)
    {
        if (await messages.FindAsync(id, caller.Id, cancellation) is not { } message)
            return MessageRights.NoSuchMessage;
        if (message.AuthorId != caller.Id)
            return Refusal.Forbidden("message", "Only its author sees who has read a message");
        var receipts = new List<Receipt>();
        for (var page = new PageRequest(PageRequest.MaxLimit); ;)
        {
            var (members, next) = await chats.MembersAsync(message.ChatId, page, cancellation);
            receipts.AddRange(members.Where(member => member.Person.Id != caller.Id).Select(member => Of(caller, member, message.Seq)));
            if (next is null)
                return Result<IReadOnlyList<Receipt>>.Of(receipts);
            page = page with { From = next };
        }
    }

    internal static Receipt Of(Person author, Participant reader, long seq)
    {
        var (person, member) = reader;
        var isReadShown = author.ReadReceipts && person.ReadReceipts;
        return new Receipt(
            person.Id, member.LastDeliveredSeq >= seq ? member.LastDeliveredAt : null, isReadShown && member.LastReadSeq >= seq ? member.LastReadAt : null);
    }
}

/// <param name="DeliveredAt">Null when no device of that member has it yet.</param>
/// <param name="ReadAt">Null when not read yet, or when either side keeps reading private.</param>
public sealed record Receipt(PersonId PersonId, DateTimeOffset? DeliveredAt, DateTimeOffset? ReadAt);
