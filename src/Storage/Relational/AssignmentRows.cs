using Haggle.Core.Chats;
using Haggle.Core.Moderation;
using Haggle.Core.People;

namespace Haggle.Storage.Relational;

/// <summary>Moderators called into chats, as rows.</summary>
internal static class AssignmentRows
{
    public const string Columns = "id, chat_id, moderator_id, assigned_by, reason, created_at_us, resolved_at_us, notes";

    public const string Insert = $"""
        INSERT INTO chat_moderators (chat_id, moderator_id, assigned_by, reason, created_at_us) VALUES (@chat, @moderator, @by, @reason, @now)
        RETURNING {Columns}
        """;

    public const string Resolve = $"UPDATE chat_moderators SET resolved_at_us = @now, notes = @notes WHERE id = @id RETURNING {Columns}";

    public static Assignment Read(Row row) => new()
    {
        Id = row.Long(),
        ChatId = new ChatId(row.Long()),
        ModeratorId = new PersonId(row.Long()),
        AssignedBy = new PersonId(row.Long()),
        Reason = row.TextOrNull(),
        CreatedAt = row.Instant(),
        ResolvedAt = row.InstantOrNull(),
        Notes = row.TextOrNull(),
    };
}
