namespace Haggle.Core;

/// <summary>The store is away, full or read-only, or its queue is full: nothing that the caller did. A later retry may work.</summary>
/// <remarks>Of a change it is not known whether it was stored. The message names no secret and may be logged.</remarks>
public sealed class StorageUnavailableException : Exception
{
    public StorageUnavailableException()
        : this("The store is not available.")
    {
    }

    public StorageUnavailableException(string message)
        : base(message)
    {
    }

    public StorageUnavailableException(string message, Exception? cause)
        : base(message, cause)
    {
    }
}
