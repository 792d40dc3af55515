using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;
using Haggle.Dialects.Native.Socket;

namespace Haggle.Dialects.Native.Shapes;

/// <summary>Turns what Core knows into what one person is shown, over REST.</summary>
internal sealed class Showing(NativeSocketOptions options, TimeProvider clock)
{
    public ChatJson Chat(ChatView view, Person viewer) => ChatJson.From(view, Eyes(viewer), clock.GetUtcNow());

    public ParticipantJson Participant(Participant participant, ChatKind chat, Person viewer) => ParticipantJson.From(participant, chat, Eyes(viewer));

    public SyncChatJson Sync(ChatSync sync, Person viewer) => SyncChatJson.From(sync, Eyes(viewer), clock.GetUtcNow());

    public static MessageJson Message(Message message, Person viewer) => MessageJson.From(message, viewer.Id);

    private Viewer Eyes(Person viewer) => new(viewer.Id, viewer.ReadReceipts, options.Emails);
}
