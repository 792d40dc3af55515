using Haggle.Core.People;

namespace Haggle.Server.Tests.Identity;

/// <summary>The people of these tests.</summary>
internal static class People
{
    public static Person Olga(DateTimeOffset since) => new()
    {
        Id = new PersonId(7), Kind = PersonKind.Account, ExternalId = "7", DisplayName = "Olga", Tag = "olga", Role = PersonRole.User, CreatedAt = since,
    };

    public static Session Session(DateTimeOffset now) => new()
    {
        Id = new SessionId(3), Person = Olga(now), RefreshKey = "k1", RefreshedAt = now, CreatedAt = now, LastSeenAt = now, ExpiresAt = now.AddDays(7),
    };

    public static Caller Caller(DateTimeOffset now) => new(Olga(now), new SessionId(3), now.AddMinutes(15), now.AddDays(7));
}
