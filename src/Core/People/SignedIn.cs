namespace Haggle.Core.People;

/// <summary>What somebody gets who signs in.</summary>
/// <param name="ExpiresIn">What is left of the access token's life.</param>
public sealed record SignedIn(Person Person, TokenPair Tokens, TimeSpan ExpiresIn);

/// <summary>Opaque to clients.</summary>
/// <param name="Access">For REST and sockets.</param>
/// <param name="AccessExpiresAt">When the access token ends.</param>
/// <param name="Refresh">Gives the next pair, once.</param>
public sealed record TokenPair(string Access, DateTimeOffset AccessExpiresAt, string Refresh);
