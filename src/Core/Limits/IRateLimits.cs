using System.Net;
using Haggle.Core.People;

namespace Haggle.Core.Limits;

/// <summary>How often somebody may do something. Each method takes one from the allowance, or refuses and takes nothing.</summary>
public interface IRateLimits
{
    /// <summary>Messages of one person; an account younger than a day gets less once its first burst is used.</summary>
    Refusal? TakeMessage(Person person);

    /// <summary>New direct, listing and group chats of one person.</summary>
    Refusal? TakeChat(Person person);

    /// <summary>Registrations and sign-ins from one address.</summary>
    Refusal? TakeSignIn(IPAddress address);

    /// <summary>Requests from one address, whatever they are.</summary>
    Refusal? TakeRequest(IPAddress address);

    /// <summary>
    /// Looks from one address at a list that costs next to nothing: counted apart, and ten times as many, so that they take nothing from requests that matter.
    /// </summary>
    Refusal? TakeLook(IPAddress address);
}
