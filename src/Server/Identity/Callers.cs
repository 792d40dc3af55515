using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Haggle.Core;
using Haggle.Core.Idempotency;
using Haggle.Core.Keys;
using Haggle.Core.People;
using Haggle.Server.Identity.Tokens;

namespace Haggle.Server.Identity;

/// <summary>Turns our tokens, the marketplace's tokens, tickets and server keys into who is calling.</summary>
internal sealed class Callers(
    OwnTokens tokens, MarketplaceTokens marketplace, AdmitFromMarketplace admit, ISessions sessions, IPeople people, KnownKeys keys, IAnswers answers,
    CallerCache cache, SessionTouches touches, Trust trust, AdmitByWord admitByWord, TimeProvider clock) : ICallers
{
    /// <summary>Under this name used tickets are remembered, for all nodes.</summary>
    private const string Tickets = "ws-ticket";

    private static readonly Refusal Nobody = Refusal.Unauthenticated("Not authenticated");

    public ValueTask<Result<Caller>> IdentifyAsync(string? accessToken, CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(accessToken) || accessToken.Length > CompactToken.MaxCharacters)
            return ValueTask.FromResult<Result<Caller>>(Nobody);
        if (tokens.ReadAccess(accessToken).TryGet(out var claims, out _))
            return IdentifySessionAsync(claims.Person, claims.Session, claims.ExpiresAt, cancellation);
        return marketplace.IsConfigured ? IdentifyByMarketplaceAsync(accessToken, cancellation) : ValueTask.FromResult<Result<Caller>>(Nobody);
    }

    public string IssueTicket(Caller caller) => tokens.IssueTicket(caller);

    public async ValueTask<Result<Caller>> RedeemTicketAsync(string? ticket, CancellationToken cancellation)
    {
        if (!tokens.ReadTicket(ticket).TryGet(out var claims, out var refusal))
            return refusal;
        // The claim is one row in the database: whichever node a ticket comes to, it opens one socket.
        if (await answers.ClaimAsync(Tickets, claims.Id, [], clock.Now(), cancellation) is not null)
            return Nobody;
        if (claims.Session is { } session)
            return await IdentifySessionAsync(claims.Person, session, claims.TokenExpiresAt, cancellation);
        return claims.TokenExpiresAt > clock.Now() && await people.FindAsync(claims.Person, cancellation) is { IsDisabled: false } person
            ? new Caller(person, null, claims.TokenExpiresAt, claims.TokenExpiresAt)
            : Nobody;
    }

    public bool TakesTheirWord => trust == Trust.Trusted;

    public async ValueTask<Result<Caller>> BelieveAsync(PersonId person, CancellationToken cancellation)
        => TakesTheirWord && await people.FindAsync(person, cancellation) is { IsDisabled: false, Kind: not PersonKind.System } found ? Believed(found) : Nobody;

    public async ValueTask<Result<Caller>> BelieveAsync(PersonKind kind, string externalId, CancellationToken cancellation)
        => !TakesTheirWord ? Nobody
            : (await admitByWord.RunAsync(kind, externalId, cancellation)).TryGet(out var person, out var refusal) ? Believed(person)
            : refusal;

    private static Caller Believed(Person person) => new(person, null, DateTimeOffset.MaxValue, DateTimeOffset.MaxValue);

    public async ValueTask<Result<ServerKey>> IdentifyServerAsync(string? key, CancellationToken cancellation)
        => await keys.FindAsync(key, cancellation) is { } found ? found : Nobody;

    private async ValueTask<Result<Caller>> IdentifySessionAsync(PersonId person, SessionId id, DateTimeOffset tokenExpiresAt, CancellationToken cancellation)
    {
        var now = clock.Now();
        if (cache.Find(id) is { } known)
            return known.Person.Id == person && known.SessionExpiresAt > now ? known with { TokenExpiresAt = tokenExpiresAt } : Nobody;
        var asOf = cache.Now();
        if (await sessions.FindAsync(id, cancellation) is not { } session || session.Person.Id != person || !session.IsLive(now))
            return Nobody;
        var caller = new Caller(session.Person, session.Id, tokenExpiresAt, session.ExpiresAt);
        cache.Keep(id, caller, asOf);
        touches.Note(session, now);
        return caller;
    }

    private async ValueTask<Result<Caller>> IdentifyByMarketplaceAsync(string token, CancellationToken cancellation)
    {
        var print = PrintOf(token);
        if (cache.Find(print) is { } known && known.TokenExpiresAt > clock.Now())
            return known;
        var asOf = cache.Now();
        if (!(await marketplace.ReadAsync(token, cancellation)).TryGet(out var identity, out var refusal))
            return refusal;
        if (!(await admit.RunAsync(identity, cancellation)).TryGet(out var person, out refusal))
            return refusal;
        if (identity.Role > person.Role)
            person = person with { Role = identity.Role.Value }; // for this token only: nothing is stored
        var caller = new Caller(person, null, identity.ExpiresAt, identity.ExpiresAt) { Issuer = identity.Issuer, Party = identity.Party };
        cache.Keep(print, caller, asOf);
        return caller;
    }

    private static UInt128 PrintOf(string token) => BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
