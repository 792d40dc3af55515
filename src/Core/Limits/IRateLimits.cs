using System.Net;
using Haggle.Core.People;

namespace Haggle.Core.Limits;

/// <summary>How often somebody may do something. Each method takes one from the allowance, or refuses and takes nothing.</summary>
public interface IRateLimits
{
    /// <summary>Messages of one person; an account younger than a day gets less once its first burst is used.</summary>
    /// <param name="isVouchedFor">
    /// Somebody else answers for the person, such as the marketplace that it came from: being new here says nothing, and more may come at once.
    /// </param>
    Refusal? TakeMessage(Person person, bool isVouchedFor = false);

    /// <summary>New direct, listing and group chats of one person.</summary>
    /// <param name="isVouchedFor">Somebody else answers for the person: sixty times as many.</param>
    Refusal? TakeChat(Person person, bool isVouchedFor = false);

    /// <summary>Registrations and sign-ins from one address.</summary>
    Refusal? TakeSignIn(IPAddress address);

    /// <summary>Requests from one address, whatever they are.</summary>
    /// <param name="isCrowd">For wires whose clients commonly come from behind one proxy: ten times as many, counted apart.</param>
    Refusal? TakeRequest(IPAddress address, bool isCrowd = false);

    /// <summary>
    /// Looks from one address at a list that costs next to nothing: counted apart, and ten times as many, so that they take nothing from requests that matter.
    /// </summary>
    Refusal? TakeLook(IPAddress address);
}
