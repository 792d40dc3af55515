using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.Messages;
using Haggle.Core.Moderation;
using Haggle.Core.People;
using Haggle.Core.Text;
using Haggle.Dialects.FastApi;
using Haggle.Dialects.GameTrade.Shapes;

namespace Haggle.Dialects.GameTrade.Endpoints;

/// <summary>Chats and messages as this wire shows them: with the marketplace's numbers, and with the moderators who were called in.</summary>
internal sealed class Views(IAssignments assignments, IChats chats, IPeople people, SliceMessages slices)
{
    private const int PreviewCharacters = 100;

    public async ValueTask<ChatJson> ShowAsync(ChatView view, bool withUnread, CancellationToken cancellation)
    {
        var called = await assignments.OfAsync([view.Chat.Id], cancellation);
        var everybody = await chats.EverybodyAsync(view, cancellation);
        var numbers = await NumbersAsync(everybody, called, cancellation);
        return ChatJson.From(view.Chat, everybody, called.Select(one => ModeratorJson.From(one, id => numbers[id])), withUnread ? view.UnreadCount : null);
    }

    /// <summary>For a list: with a preview of the last message.</summary>
    public async ValueTask<IReadOnlyList<ChatJson>> ShowAsync(Person viewer, IReadOnlyList<ChatView> views, CancellationToken cancellation)
    {
        var called = await assignments.OfAsync([.. views.Select(view => view.Chat.Id)], cancellation);
        var crowds = new List<IReadOnlyList<Participant>>(views.Count);
        foreach (var view in views)
            crowds.Add(await chats.EverybodyAsync(view, cancellation));
        var numbers = await NumbersAsync(crowds.SelectMany(crowd => crowd), called, cancellation);
        var shown = new List<ChatJson>(views.Count);
        foreach (var (view, everybody) in views.Zip(crowds))
            shown.Add(ChatJson.From(
                view.Chat, everybody, called.Where(one => one.ChatId == view.Chat.Id).Select(one => ModeratorJson.From(one, id => numbers[id])),
                view.UnreadCount, await PreviewAsync(viewer, view, cancellation)));
        return shown;
    }

    public async ValueTask<IReadOnlyList<MessageJson>> ShowAsync(IReadOnlyList<Message> messages, CancellationToken cancellation)
    {
        var authors = await people.FindManyAsync([.. messages.Select(message => message.AuthorId).OfType<PersonId>().Distinct()], cancellation);
        var numbers = authors.ToDictionary(person => person.Id, person => person.Number());
        return [.. messages.Select(message => MessageJson.From(message, id => numbers.GetValueOrDefault(id, id.Value)))];
    }

    private async ValueTask<string?> PreviewAsync(Person viewer, ChatView view, CancellationToken cancellation)
    {
        var last = view.LastMessage;
        if (last is { IsDeleted: true })
            last = (await slices.RunAsync(viewer, view.Chat.Id, new MessageSlice(0, 1) { FromNewest = true, WithSystem = true }, cancellation)).TryGet(out var slice, out _)
                ? slice.Items.Count > 0 ? slice.Items[0] : null
                : null;
        return last is null ? null
            : CodePoints.Count(last.Content) <= PreviewCharacters ? last.Content
            : string.Concat(last.Content.EnumerateRunes().Take(PreviewCharacters)) + "...";
    }

    private async ValueTask<Dictionary<PersonId, long>> NumbersAsync(IEnumerable<Participant> participants, IReadOnlyList<Assignment> called, CancellationToken cancellation)
    {
        var numbers = new Dictionary<PersonId, long>();
        foreach (var one in participants)
            numbers[one.Person.Id] = one.Person.Number();
        PersonId[] others = [.. called.SelectMany(one => new[] { one.ModeratorId, one.AssignedBy }).Distinct().Where(id => !numbers.ContainsKey(id))];
        foreach (var person in others.Length == 0 ? [] : await people.FindManyAsync(others, cancellation))
            numbers[person.Id] = person.Number();
        return numbers;
    }
}
