using Haggle.Realtime.Sockets;

namespace Haggle.Dialects.Boards;

/// <summary>What the operator decides of this wire.</summary>
/// <param name="FramesPerSecond">Frames of one socket, with a burst of three times that; 0 is no limit.</param>
/// <param name="GlobalLists">Whether the lists of everybody's threads and messages are served, where people's word is taken; never anywhere else.</param>
/// <param name="AllowedOrigins">Other sites whose pages may call and open a socket.</param>
public sealed record BoardsOptions(int FramesPerSecond, bool GlobalLists, OriginList AllowedOrigins)
{
    /// <summary>The longest frame that a client may send, in bytes.</summary>
    public const int LongestFrame = 64 * 1024;

    /// <summary>The cookie that opens a socket from a page, and nothing else.</summary>
    public const string Cookie = "boards_ws";

    /// <summary>Realms of the sign-in service; the client in each is called the same.</summary>
    public const string BuyerRealm = "BuyerRealm", SellerRealm = "SellerRealm";
}
