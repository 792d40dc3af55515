using Haggle.Core.People;
using Haggle.Realtime.Sockets;

namespace Haggle.Dialects.Windi;

/// <summary>What the operator decides of this wire.</summary>
/// <param name="TokenLife">The life of a token, which a client cannot refresh.</param>
/// <param name="FramesPerSecond">Frames of one socket, with a burst of three times that; 0 is no limit.</param>
/// <param name="Emails">Whose e-mail others see.</param>
/// <param name="AllowedOrigins">Other sites whose pages may call and open a socket.</param>
public sealed record WindiOptions(TimeSpan TokenLife, int FramesPerSecond, EmailVisibility Emails, OriginList AllowedOrigins)
{
    /// <summary>The longest frame that a client may send, in bytes.</summary>
    public const int LongestFrame = 1024 * 1024;

    /// <summary>Characters of a client's own message id.</summary>
    public const int ClientMessageIdCharacters = 50;

    /// <summary>Characters of a person's name.</summary>
    public const int NameCharacters = 50;

    /// <summary>Characters of an e-mail address.</summary>
    public const int EmailCharacters = 100;

    /// <summary>The cookie that opens a socket from a page, and nothing else.</summary>
    public const string Cookie = "windi_ws";
}
