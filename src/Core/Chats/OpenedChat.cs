namespace Haggle.Core.Chats;

/// <summary>A chat as its opener sees it, and whether it was made just now.</summary>
public sealed record OpenedChat(ChatView View, bool IsNew);
