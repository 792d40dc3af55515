using Haggle.Realtime.Sockets;

namespace Haggle.Dialects.Lais;

/// <summary>What the operator decides of this wire.</summary>
/// <param name="FramesPerSecond">Frames of one socket, with a burst of three times that; 0 is no limit.</param>
/// <param name="FindCreates">Whether looking for a chat makes it.</param>
/// <param name="AllowedOrigins">Other sites whose pages may call and open a socket.</param>
public sealed record LaisOptions(int FramesPerSecond, bool FindCreates, OriginList AllowedOrigins)
{
    /// <summary>The longest frame that a client may send, in bytes: 2000 characters, each written as two escapes, and their names.</summary>
    public const int LongestFrame = 64 * 1024;

    /// <summary>Code points of a message.</summary>
    public const int MessageCodePoints = 2_000;

    /// <summary>Characters of a user's id.</summary>
    public const int UserIdCharacters = 255;

    /// <summary>So many sockets one user may have in one chat.</summary>
    public const int SocketsOfOne = 5_000;

    /// <summary>So many sockets of all chats one seller may have: one for each page that is open.</summary>
    public const int SellerSocketsOfOne = 1_000;

    /// <summary>Holds the secret that an anonymous buyer's id was bound to.</summary>
    public const string GuestCookie = "lais_guest";

    /// <summary>Where the site keeps its own token.</summary>
    public const string TokenCookie = "access_token";

    /// <summary>As long as a browser keeps a cookie at most.</summary>
    public static readonly TimeSpan GuestLife = TimeSpan.FromDays(400);
}
