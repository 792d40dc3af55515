using Haggle.Core;
using Haggle.Core.Chats;

namespace Haggle.Dialects.FastApi;

/// <summary>Wires that show everybody in a chat at once, where a view has only the first.</summary>
internal static class Everybody
{
    public static async ValueTask<IReadOnlyList<Participant>> EverybodyAsync(this IChats chats, ChatView view, CancellationToken cancellation)
    {
        if (view.ParticipantCount <= view.Participants.Count)
            return view.Participants;
        var everybody = new List<Participant>(view.ParticipantCount);
        for (string? from = null; ;)
        {
            var page = await chats.MembersAsync(view.Chat.Id, new PageRequest(PageRequest.MaxLimit, from), cancellation);
            everybody.AddRange(page.Items);
            if ((from = page.Next) is null)
                return everybody;
        }
    }
}
