namespace Haggle.Core;

/// <summary>Why the core said no. Closed on purpose: every dialect answers each kind in its own words.</summary>
public enum RefusalKind
{
    /// <summary>Nobody we know is calling, or no longer.</summary>
    Unauthenticated,

    /// <summary>The caller may see the thing, but not do this to it.</summary>
    Forbidden,

    /// <summary>There is no such thing, or the caller may not know that there is.</summary>
    NotFound,

    /// <summary>The state of the thing does not allow it now.</summary>
    Conflict,

    /// <summary>The caller changed something that has changed since the caller looked.</summary>
    Stale,

    /// <summary>A field is missing, malformed or out of range; <see cref="Refusal.Subject"/> names it.</summary>
    Invalid,

    /// <summary>More than we take in one piece.</summary>
    TooLarge,

    /// <summary>More often than we allow; <see cref="Refusal.RetryAfter"/> says when to come back.</summary>
    TooFast,

    /// <summary>We cannot do it now: a queue is full or the database is away. Nothing was changed; a retry is safe.</summary>
    Busy,
}

/// <summary>A no, and what it is about.</summary>
/// <param name="Kind">The family of the refusal, which a dialect turns into its status or code.</param>
/// <param name="Subject">The field or thing meant, in our vocabulary, such as <c>content</c>, <c>chat</c> or <c>blocked</c>.</param>
/// <param name="Detail">One sentence for a developer; null when the subject says it all. Never holds what the caller sent.</param>
/// <param name="RetryAfter">When a retry makes sense; only with <see cref="RefusalKind.TooFast"/> and <see cref="RefusalKind.Busy"/>.</param>
public sealed record Refusal(RefusalKind Kind, string Subject, string? Detail = null, TimeSpan? RetryAfter = null)
{
    public static Refusal Unauthenticated(string detail) => new(RefusalKind.Unauthenticated, "credential", detail);

    public static Refusal Forbidden(string subject, string? detail = null) => new(RefusalKind.Forbidden, subject, detail);

    public static Refusal NotFound(string subject) => new(RefusalKind.NotFound, subject);

    public static Refusal Conflict(string subject, string? detail = null) => new(RefusalKind.Conflict, subject, detail);

    public static Refusal Invalid(string field, string detail) => new(RefusalKind.Invalid, field, detail);

    public static Refusal TooLarge(string subject, string detail) => new(RefusalKind.TooLarge, subject, detail);

    public static Refusal TooFast(string subject, TimeSpan retryAfter) => new(RefusalKind.TooFast, subject, null, retryAfter);

    public static readonly Refusal Stale = new(RefusalKind.Stale, "revision");

    public static readonly Refusal Busy = new(RefusalKind.Busy, "server", "The server is busy, retry.", TimeSpan.FromSeconds(1));
}
