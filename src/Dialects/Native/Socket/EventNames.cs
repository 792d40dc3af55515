using System.Text.Json;

namespace Haggle.Dialects.Native.Socket;

/// <summary>The words of the socket.</summary>
internal static class EventNames
{
    /// <summary>The command most sockets say most; it is not allocated anew for each.</summary>
    private const string Send = "message.send";

    public static string Intern(ref Utf8JsonReader reader)
        => reader.ValueTextEquals("message.send"u8) ? Send : reader.GetString()!;
}
