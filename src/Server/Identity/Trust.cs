namespace Haggle.Server.Identity;

/// <summary>Whether people may say who they are, or have to prove it.</summary>
internal enum Trust
{
    /// <summary>Every caller brings a credential.</summary>
    Verified,

    /// <summary>The ids that callers give are believed, where a wire has no place for a credential: on a closed network only.</summary>
    Trusted,
}
