using Haggle.Core.People;

namespace Haggle.Storage.Relational;

/// <summary>People as rows <c>p</c>.</summary>
internal static class PersonRows
{
    public const string Columns = """
        p.id, p.kind, p.external_id, p.display_name, p.tag, p.avatar_url, p.role, p.email, p.email_verified, p.bio, p.locale, p.time_zone,
        p.read_receipts, p.presence_visibility, p.disabled, p.created_at_us, p.last_seen_at_us
        """;

    /// <summary>For RETURNING, where SQLite takes no alias.</summary>
    public static readonly string Returned = Columns.Replace("p.", "", StringComparison.Ordinal);

    public static Person Read(Row row) => new()
    {
        Id = new PersonId(row.Long()),
        Kind = Codes.ToPersonKind(row.Short()),
        ExternalId = row.Text(),
        DisplayName = row.Text(),
        Tag = row.Text(),
        AvatarUrl = row.TextOrNull(),
        Role = Codes.ToPersonRole(row.Short()),
        Email = row.TextOrNull(),
        EmailVerified = row.Bool(),
        Bio = row.TextOrNull(),
        Locale = row.TextOrNull(),
        TimeZone = row.TextOrNull(),
        ReadReceipts = row.Bool(),
        PresenceVisibility = Codes.ToPresenceVisibility(row.Short()),
        IsDisabled = row.Bool(),
        CreatedAt = row.Instant(),
        LastSeenAt = row.InstantOrNull(),
    };
}
