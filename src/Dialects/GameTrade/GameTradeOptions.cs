using System.Security.Cryptography;
using System.Text;
using Haggle.Core.Messages;
using Haggle.Realtime.Sockets;

namespace Haggle.Dialects.GameTrade;

/// <summary>What the operator decides of this wire.</summary>
/// <param name="SystemToken">Shared with the marketplace's other services; null: their endpoints always refuse.</param>
/// <param name="FramesPerSecond">Frames of one socket, with a burst of three times that; 0 is no limit.</param>
/// <param name="AllowedOrigins">Other sites whose pages may call and open a socket.</param>
public sealed record GameTradeOptions(string? SystemToken, int FramesPerSecond, OriginList AllowedOrigins)
{
    /// <summary>The longest frame that a client may send, in bytes.</summary>
    public const int LongestFrame = 64 * 1024;

    /// <summary>Code points of a message.</summary>
    public const int ContentCodePoints = 4_000;

    /// <summary>Its authors edit and take back what they said whenever they like.</summary>
    public static readonly RewriteTerms Rewriting = new(TimeSpan.MaxValue, AtAnyStatus: true);

    /// <summary>Compared in constant time.</summary>
    public bool IsSystem(string? token)
        => SystemToken is not null && token is not null
            && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(SystemToken)), SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <summary>Without the token, so that no log line holds it by accident.</summary>
    public override string ToString() => nameof(GameTradeOptions);
}
