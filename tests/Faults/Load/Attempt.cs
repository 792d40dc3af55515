namespace Haggle.Faults.Load;

internal enum Fate { Invoked, Unknown, Ok, Failed }

/// <summary>One message that a client wants stored, and what the client knows of its fate.</summary>
/// <param name="clientId">The same in every try.</param>
/// <param name="chatId">Where it is said.</param>
/// <param name="content">Unlike that of every other attempt.</param>
internal sealed class Attempt(string clientId, long chatId, string content)
{
    public string ClientId => clientId;

    public long ChatId => chatId;

    public string Content => content;

    public Fate Fate { get; set; } = Fate.Invoked;

    /// <summary>How often it was sent.</summary>
    public int Tries { get; set; }

    /// <summary>Its place in the chat, once it is known.</summary>
    public long Seq { get; set; }

    public long Id { get; set; }

    public override string ToString() => $"{clientId} in chat {chatId} ({Fate}, tries: {Tries}, seq: {Seq})";
}
