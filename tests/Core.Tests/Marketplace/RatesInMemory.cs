using System.Net;
using Haggle.Core.Limits;
using Haggle.Core.People;

namespace Haggle.Core.Tests;

/// <summary>Lets everything pass until told otherwise, and counts.</summary>
internal sealed class RatesInMemory : IRateLimits
{
    public bool Exhausted { get; set; }

    public int ChatsTaken { get; private set; }

    public Refusal? TakeMessage(Person person, bool isVouchedFor = false) => Exhausted ? TooFast : null;

    public Refusal? TakeChat(Person person, bool isVouchedFor = false)
    {
        if (Exhausted)
            return TooFast;
        ChatsTaken++;
        return null;
    }

    public Refusal? TakeSignIn(IPAddress address) => throw new NotSupportedException();

    public Refusal? TakeRequest(IPAddress address, bool isCrowd = false) => throw new NotSupportedException();

    public Refusal? TakeLook(IPAddress address) => throw new NotSupportedException();

    private static readonly Refusal TooFast = Refusal.TooFast("rate", TimeSpan.FromSeconds(3));
}
