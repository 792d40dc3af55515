using Haggle.Core.Chats;

namespace Haggle.Core.People;

/// <summary>A buyer who began as a guest signs in: the guest's chats become the account's.</summary>
/// <remarks>The guest stays, without chats, and can get them back by <see cref="UnclaimGuest"/>.</remarks>
public sealed class ClaimGuest(IChats chats, ISessions sessions, ITokens tokens, Handover handover, TimeProvider clock)
{
    private static readonly Refusal NotAGuest = Refusal.Invalid("guest_refresh_token", "Not the refresh token of a live guest");

    /// <param name="guestRefreshToken">Only who has the guest's secret may take its chats.</param>
    /// <returns>The chats that came over; <see cref="RefusalKind.Forbidden"/> when the caller is a guest too; <see cref="RefusalKind.Invalid"/>.</returns>
    public async ValueTask<Result<IReadOnlyList<ChatId>>> RunAsync(Person account, string? guestRefreshToken, CancellationToken cancellation)
    {
        if (account.Kind != PersonKind.Account)
            return Refusal.Forbidden("guest", "Only an account can claim a guest");
        var now = clock.Now();
        if (!tokens.ReadRefresh(guestRefreshToken).TryGet(out var claims, out _)
            || await sessions.FindAsync(claims.Session, cancellation) is not { } session
            || !session.IsLive(now) || session.RefreshKey != claims.Key || session.Person.Kind != PersonKind.Guest)
            return NotAGuest;
        var moved = await chats.MergeAsync(session.Person.Id, account.Id, now, cancellation);
        await handover.TellAsync(session.Person.Id, account.Id, moved, cancellation);
        return Result<IReadOnlyList<ChatId>>.Of(moved);
    }
}
