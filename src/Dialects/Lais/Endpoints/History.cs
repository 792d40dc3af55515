using Haggle.Core;
using Haggle.Core.Messages;
using Haggle.Core.People;
using Haggle.Dialects.Lais.Shapes;

namespace Haggle.Dialects.Lais.Endpoints;

/// <summary>What was said in a chat, with its authors by name.</summary>
internal sealed class History(SliceMessages slices, NamePeople people)
{
    /// <returns>Oldest first, from whichever end it is counted.</returns>
    public async ValueTask<Result<IReadOnlyList<MessageJson>>> ReadAsync(LaisChat chat, Person viewer, MessageSlice slice, CancellationToken cancellation)
    {
        if (!(await slices.RunAsync(viewer, chat.Id, slice with { WithSystem = true }, cancellation)).TryGet(out var sliced, out var refusal))
            return refusal;
        var messages = slice.FromNewest ? sliced.Items.Reverse().ToList() : sliced.Items;
        var names = chat.View.Participants.ToDictionary(one => one.Person.Id, one => one.Person.ExternalId);
        var strangers = messages.Select(message => message.AuthorId).OfType<PersonId>().Where(author => !names.ContainsKey(author)).ToHashSet();
        foreach (var (person, name) in await people.RunAsync(strangers, cancellation))
            names[person] = name;
        return Result<IReadOnlyList<MessageJson>>.Of(
            [.. messages.Select(message => MessageJson.From(message, author => names.GetValueOrDefault(author, ""), sliced.Marks.HasRead(message)))]);
    }

    /// <summary>The newest that still stands; null when there is none.</summary>
    public async ValueTask<Message?> LastAsync(LaisChat chat, Person viewer, CancellationToken cancellation)
    {
        if (chat.View.LastMessage is null or { IsDeleted: false })
            return chat.View.LastMessage;
        var newest = await slices.RunAsync(viewer, chat.Id, new MessageSlice(0, 1) { FromNewest = true, WithSystem = true }, cancellation);
        return newest.TryGet(out var sliced, out _) && sliced.Items.Count > 0 ? sliced.Items[0] : null;
    }
}
