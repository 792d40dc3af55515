using Haggle.Core.People;
using Haggle.Realtime.Sockets;

namespace Haggle.Dialects.Native.Socket;

/// <summary>What the operator decides of native sockets.</summary>
/// <param name="CommandsPerSecond">Per socket; 0 is no limit.</param>
/// <param name="Emails">Who sees members' e-mails.</param>
/// <param name="AllowedOrigins">Other sites whose pages may open a socket.</param>
public sealed record NativeSocketOptions(int CommandsPerSecond, EmailVisibility Emails, OriginList AllowedOrigins)
{
    /// <summary>The longest frame that a client may send, in bytes.</summary>
    public const int LongestFrame = 256 * 1024;

    /// <summary>A socket without <c>session.refresh</c> outlives its token by this much once it is native.</summary>
    public static readonly TimeSpan TokenGrace = TimeSpan.FromMinutes(5);
}
