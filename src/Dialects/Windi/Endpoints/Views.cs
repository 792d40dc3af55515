using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.People;
using Haggle.Dialects.FastApi;
using Haggle.Dialects.Windi.Shapes;

namespace Haggle.Dialects.Windi.Endpoints;

/// <summary>Chats as this wire shows them: with everybody in them, and with the last message that somebody said and nobody took back.</summary>
internal sealed class Views(IChats chats, SliceMessages slices, WindiOptions options)
{
    public async ValueTask<ChatJson> ShowAsync(Person viewer, ChatView view, CancellationToken cancellation)
        => ChatJson.From(view, await chats.EverybodyAsync(view, cancellation), await LastAsync(viewer, view, cancellation), viewer.Id, options.Emails);

    private async ValueTask<MessageJson?> LastAsync(Person viewer, ChatView view, CancellationToken cancellation)
    {
        if (view.LastMessage is not { } last)
            return null;
        if (!last.IsDeleted && last.AuthorId is not null && view.Participants.Count == view.ParticipantCount)
            return MessageJson.From(last, HasRead(view.Participants, last));
        return (await slices.RunAsync(viewer, view.Chat.Id, new MessageSlice(0, 1) { FromNewest = true }, cancellation)).TryGet(out var slice, out _) && slice.Items is [var said, ..]
            ? MessageJson.From(said, slice.Marks.HasRead(said))
            : null;
    }

    private static bool HasRead(IEnumerable<Participant> people, Message message) => people.Any(one
        => one.Person.Id != message.AuthorId && one.Person.ReadReceipts && one.Member.LastReadAt is not null && one.Member.LastReadSeq >= message.Seq);
}
