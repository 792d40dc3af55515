using Haggle.Core.Keys;

namespace Haggle.Core.People;

/// <summary>Somebody whose credential has been checked.</summary>
/// <param name="Person">Who it is; never disabled.</param>
/// <param name="Session">The sign-in that the token belongs to; null for a token that the marketplace issued.</param>
/// <param name="TokenExpiresAt">When the token ends.</param>
/// <param name="SessionExpiresAt">When the sign-in ends; of a marketplace's token the same as <paramref name="TokenExpiresAt"/>.</param>
public sealed record Caller(Person Person, SessionId? Session, DateTimeOffset TokenExpiresAt, DateTimeOffset SessionExpiresAt)
{
    /// <summary>Who says so, of a token that the marketplace issued and that says it: its <c>iss</c>.</summary>
    public string? Issuer { get; init; }

    /// <summary>For which client such a token was issued: its <c>azp</c>.</summary>
    public string? Party { get; init; }
}

/// <summary>The one place that turns credentials into people. Dialects only say where their credential sits.</summary>
public interface ICallers
{
    /// <param name="accessToken">As it came, unchecked; null or empty when there was none.</param>
    /// <returns>The caller, or <see cref="RefusalKind.Unauthenticated"/>.</returns>
    ValueTask<Result<Caller>> IdentifyAsync(string? accessToken, CancellationToken cancellation);

    /// <summary>A single-use ticket made by <see cref="IssueTicket"/>.</summary>
    ValueTask<Result<Caller>> RedeemTicketAsync(string? ticket, CancellationToken cancellation);

    /// <summary>A ticket for one WebSocket handshake of this caller, good for 30 seconds: keeps tokens out of addresses.</summary>
    string IssueTicket(Caller caller);

    /// <summary>Whether people may say who they are without a proof: on a closed network, or behind a gateway that has asked them already.</summary>
    bool TakesTheirWord { get; }

    /// <summary>Somebody who says to be this person.</summary>
    /// <returns>The caller; <see cref="RefusalKind.Unauthenticated"/> where no word is taken, and for who is unknown or disabled.</returns>
    ValueTask<Result<Caller>> BelieveAsync(PersonId person, CancellationToken cancellation);

    /// <summary>Somebody who says to be the marketplace's person, or the guest, of this id; one who is new is let in.</summary>
    /// <returns>The caller; <see cref="RefusalKind.Unauthenticated"/> where no word is taken, and for who is disabled; <see cref="RefusalKind.Invalid"/> <c>external_id</c>.</returns>
    ValueTask<Result<Caller>> BelieveAsync(PersonKind kind, string externalId, CancellationToken cancellation);

    /// <summary>A key of the marketplace's backend.</summary>
    ValueTask<Result<ServerKey>> IdentifyServerAsync(string? key, CancellationToken cancellation);
}
