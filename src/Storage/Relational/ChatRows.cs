using Haggle.Core.Chats;
using Haggle.Core.People;

namespace Haggle.Storage.Relational;

/// <summary>Chats as rows <c>c</c>.</summary>
internal static class ChatRows
{
    public const string Columns = """
        c.id, c.kind, c.status, c.title, c.description, c.avatar_url, c.listing_id, c.unique_key, c.last_seq, c.revision, c.slow_mode_s,
        c.send_by, c.history_for_new_members, c.created_by, c.created_at_us, c.active_at_us, c.metadata, c.transaction_id, c.support,
        c.support_id, c.buyer_number
        """;

    public static Chat Read(Row row) => new()
    {
        Id = new ChatId(row.Long()),
        Kind = Codes.ToChatKind(row.Short()),
        Status = Codes.ToChatStatus(row.Short()),
        Title = row.Text(),
        Description = row.TextOrNull(),
        AvatarUrl = row.TextOrNull(),
        ListingId = row.TextOrNull(),
        UniqueKey = row.TextOrNull(),
        LastSeq = row.Long(),
        Revision = row.Long(),
        SlowModeSeconds = row.Int(),
        SendBy = Codes.ToSendBy(row.Short()),
        HistoryForNewMembers = row.Bool(),
        CreatedBy = row.LongOrNull() is { } creator ? new PersonId(creator) : null,
        CreatedAt = row.Instant(),
        ActiveAt = row.Instant(),
        Metadata = row.TextOrNull(),
        TransactionId = row.LongOrNull(),
        Support = Codes.ToSupport(row.Short()),
        SupportId = row.LongOrNull() is { } operating ? new PersonId(operating) : null,
        BuyerNumber = (int?)row.LongOrNull(),
    };
}
