using Haggle.Core.People;

namespace Haggle.Realtime;

/// <summary>Who hears what a connection is sent.</summary>
/// <param name="PersonId">The person.</param>
/// <param name="ReadReceipts">Off: the person sees no read pointers of others.</param>
public readonly record struct Listener(PersonId PersonId, bool ReadReceipts);
