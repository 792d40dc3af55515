using System.Text.Encodings.Web;
using System.Text.Json;
using Haggle.Core.Chats;
using Haggle.Core.People;

namespace Haggle.Storage.Relational;

/// <summary>Members as rows <c>my</c>.</summary>
internal static class MemberRows
{
    public const string Columns = """
        my.chat_id, my.person_id, my.role, my.joined_at_us, my.hidden_seq, my.last_read_seq, my.last_read_at_us, my.last_delivered_seq,
        my.last_delivered_at_us, my.muted_until_us, my.notify, my.archived_seq, my.pinned, my.hidden_at_us, my.labels, my.note, my.marked_unread
        """;

    // One form for a label wherever it is written or looked for.
    private static readonly JsonSerializerOptions LabelForm = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Member Read(Row row) => new()
    {
        ChatId = new ChatId(row.Long()),
        PersonId = new PersonId(row.Long()),
        Role = Codes.ToMemberRole(row.Short()),
        JoinedAt = row.Instant(),
        HiddenSeq = row.Long(),
        LastReadSeq = row.Long(),
        LastReadAt = row.InstantOrNull(),
        LastDeliveredSeq = row.Long(),
        LastDeliveredAt = row.InstantOrNull(),
        Settings = ReadSettings(row),
    };

    /// <summary>Labels as they are stored: a JSON array; null when there are none.</summary>
    public static string? LabelsText(IReadOnlyList<string> labels) => labels.Count == 0 ? null : JsonSerializer.Serialize(labels, LabelForm);

    /// <summary>One label as it stands, quotes included, within the stored array.</summary>
    public static string LabelText(string label) => JsonSerializer.Serialize(label, LabelForm);

    private static MemberSettings ReadSettings(Row row) => new()
    {
        MutedUntil = row.InstantOrNull(),
        Notify = Codes.ToNotify(row.Short()),
        ArchivedSeq = row.LongOrNull(),
        Pinned = row.Bool(),
        HiddenAt = row.InstantOrNull(),
        Labels = row.TextOrNull() is { } labels ? JsonSerializer.Deserialize<string[]>(labels, LabelForm)! : [],
        Note = row.TextOrNull(),
        MarkedUnread = row.Bool(),
    };
}
