using Haggle.Core.Chats;

namespace Haggle.Core;

/// <summary>One change of chats, from before it is stored until everybody was told; see <see cref="IDelivery.Begin"/>.</summary>
public interface IAnnouncer : IDisposable
{
    /// <summary>To the members of the chat, in the order of <see cref="ChatEvent.Revision"/>. Call it after the commit, never inside it.</summary>
    void Announce(ChatEvent happened);
}
