using Haggle.Core.Moderation;
using Haggle.Core.People;

namespace Haggle.Core.Chats;

/// <summary>A new group of the caller, who becomes its owner.</summary>
public sealed class OpenGroup(IPeople people, IBlocks blocks, Opening opening, ChatLimits limits, TimeProvider clock)
{
    /// <param name="memberIds">The others; oneself and repeats count once.</param>
    /// <returns>
    /// The group; <see cref="RefusalKind.Invalid"/> <c>title</c>, <c>description</c>, <c>member_ids</c>; <see cref="RefusalKind.NotFound"/> <c>user</c>;
    /// <see cref="RefusalKind.Forbidden"/> <c>blocked</c>; <see cref="RefusalKind.TooFast"/>.
    /// </returns>
    public async ValueTask<Result<OpenedChat>> RunAsync(
        Person caller, string? title, string? description, IReadOnlyCollection<PersonId> memberIds, CancellationToken cancellation)
    {
        if (!limits.Title(title).TryGet(out var goodTitle, out var refusal))
            return refusal;
        if (!limits.Description(description).TryGet(out var goodDescription, out refusal))
            return refusal;
        var others = memberIds.Where(id => id != caller.Id).ToHashSet();
        if (others.Count >= limits.GroupMembers)
            return Refusal.Invalid("member_ids", $"A group has at most {limits.GroupMembers} members");
        if (!(await people.RequireReachableAsync(blocks, caller, others, cancellation)).TryGet(out _, out refusal))
            return refusal;
        NewMember[] members = [new(caller.Id, MemberRole.Owner), .. others.Select(id => new NewMember(id, MemberRole.Member))];
        var wanted = new NewChat(ChatKind.Group, goodTitle, members, caller.Id, clock.Now()) { Description = goodDescription };
        return await opening.RunAsync(caller, wanted, listing: null, mayBeMade: null, cancellation);
    }
}
