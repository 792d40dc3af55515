using System.Runtime.CompilerServices;

namespace Haggle.Dialects.Native.Endpoints;

internal static class Sending
{
    /// <summary>Goes on elsewhere when a message is stored: the log continues its callers on its own thread, which must not write answers.</summary>
    public static ConfiguredTaskAwaitable<T> OffTheWriter<T>(this ValueTask<T> sending) => sending.AsTask().ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
}
