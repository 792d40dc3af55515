using Haggle.Core.People;

namespace Haggle.Core.Tests;

/// <summary>The people of these tests.</summary>
internal static class Somebody
{
    public static readonly DateTimeOffset LongAgo = new(2026, 1, 15, 9, 0, 0, TimeSpan.Zero);

    public static readonly Person Olga = Named(7, "Olga"), Ivan = Named(9, "Ivan"), Anna = Named(11, "Anna"), Boris = Named(13, "Boris");

    public static readonly Person Moderator = Named(21, "Maria") with { Role = PersonRole.Moderator };

    public static Person Named(long id, string name) => new()
    {
        Id = new PersonId(id),
        Kind = PersonKind.Account,
        ExternalId = $"u-{id}",
        DisplayName = name,
        Tag = name.ToLowerInvariant(),
        Role = PersonRole.User,
        CreatedAt = LongAgo,
    };
}
