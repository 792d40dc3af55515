using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Haggle.Core;
using Haggle.Core.People;
using Haggle.Server.Identity.Tokens;

namespace Haggle.Server.Identity;

/// <summary>The tokens that we issue: HS256, claims <c>sub</c>, <c>sid</c>, <c>typ</c>, <c>iat</c>, <c>exp</c>, <c>jti</c>. Source: contracts/messenger.md, A2.</summary>
/// <remarks>
/// A pair follows from the session's current refresh key and the time it was made, with nothing random added: whoever refreshes twice gets the same two tokens,
/// on every node, and none of them is stored.
/// </remarks>
internal sealed class OwnTokens(byte[] secret, SessionLimits limits, TimeProvider clock) : ITokens
{
    public static readonly TimeSpan TicketLife = TimeSpan.FromSeconds(30);

    private const string Access = "access", Refresh = "refresh", Ticket = "ticket";

    /// <summary>How far the clocks of our nodes may be apart. An end is an end, though: it has none.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    private static readonly string Header = Base64Url.EncodeToString("""{"alg":"HS256","typ":"JWT"}"""u8);
    private static readonly Refusal NotOurs = Refusal.Unauthenticated("Not authenticated");

    private readonly SharedSecret key = new(secret);

    public TokenPair Issue(Session session, TimeSpan? accessLife = null)
    {
        var accessEnd = Min(session.RefreshedAt + (accessLife ?? limits.AccessTokenLife), session.ExpiresAt);
        var access = new Content(Access, session.Person.Id, session.Id, session.RefreshedAt, accessEnd, AccessIdOf(session.RefreshKey));
        var refresh = new Content(Refresh, session.Person.Id, session.Id, session.RefreshedAt, session.ExpiresAt, session.RefreshKey);
        return new TokenPair(Write(access), accessEnd, Write(refresh));
    }

    public Result<RefreshClaims> ReadRefresh(string? token)
        => Read(token, Refresh) is { Session: { } session } content ? new RefreshClaims(content.Person, session, content.Id, content.ExpiresAt) : NotOurs;

    public Result<AccessClaims> ReadAccess(string? token)
        => Read(token, Access) is { Session: { } session } content ? new AccessClaims(content.Person, session, content.ExpiresAt) : NotOurs;

    /// <summary>A word that lets its bearer open one socket as this caller, on any node.</summary>
    public string IssueTicket(Caller caller)
    {
        var now = clock.Now();
        var content = new Content(Ticket, caller.Person.Id, caller.Session, now, now + TicketLife, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16)));
        return Write(content with { TokenExpiresAt = caller.TokenExpiresAt });
    }

    /// <remarks>Whether it has been used is not its to know.</remarks>
    public Result<TicketClaims> ReadTicket(string? token)
        => Read(token, Ticket) is { TokenExpiresAt: { } tokenExpiresAt } content
            ? new TicketClaims(content.Person, content.Session, content.Id, tokenExpiresAt)
            : NotOurs;

    private string Write(Content content)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("sub", content.Person.ToString());
            if (content.Session is { } session)
                json.WriteString("sid", session.ToString());
            json.WriteString("typ", content.Type);
            json.WriteNumber("iat", content.IssuedAt.ToUnixTimeSeconds());
            json.WriteNumber("exp", RoundUp(content.ExpiresAt));
            if (content.TokenExpiresAt is { } tokenExpiresAt)
                json.WriteNumber("tex", RoundUp(tokenExpiresAt));
            json.WriteString("jti", content.Id);
            json.WriteEndObject();
        }
        var signed = $"{Header}.{Base64Url.EncodeToString(buffer.WrittenSpan)}";
        return $"{signed}.{Base64Url.EncodeToString(key.Sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    private Content? Read(string? text, string type)
    {
        if (CompactToken.Parse(text) is not { } token || !token.IsSignedBy(key) || Claims.Parse(token.Payload) is not { } claims)
            return null;
        if (claims.Text("typ") != type || !claims.IsCurrent(clock.GetUtcNow(), Skew, TimeSpan.Zero, out var expiresAt)
            || claims.Id("sub") is not { } person || claims.Text("jti") is not { Length: > 0 and <= 64 } id
            || !claims.TryInstant("tex", out var tokenExpiresAt))
            return null;
        SessionId? session = claims.Id("sid") is { } number ? new SessionId(number) : null;
        return new Content(type, new PersonId(person), session, default, expiresAt, id) { TokenExpiresAt = tokenExpiresAt };
    }

    private static string AccessIdOf(string refreshKey) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(refreshKey)).AsSpan(0, 16));

    private static DateTimeOffset Min(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    /// <summary>Whole seconds, never less than promised.</summary>
    private static long RoundUp(DateTimeOffset instant)
    {
        var seconds = instant.ToUnixTimeSeconds();
        return DateTimeOffset.FromUnixTimeSeconds(seconds) < instant ? seconds + 1 : seconds;
    }

    private sealed record Content(string Type, PersonId Person, SessionId? Session, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt, string Id)
    {
        /// <summary>Of a ticket: when the token ends that it was asked for with.</summary>
        public DateTimeOffset? TokenExpiresAt { get; init; }
    }
}

internal sealed record AccessClaims(PersonId Person, SessionId Session, DateTimeOffset ExpiresAt);

/// <param name="Session">Null when the ticket was asked for with a token of the marketplace.</param>
internal sealed record TicketClaims(PersonId Person, SessionId? Session, string Id, DateTimeOffset TokenExpiresAt);
