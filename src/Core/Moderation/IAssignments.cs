using Haggle.Core.Chats;

namespace Haggle.Core.Moderation;

/// <summary>Who was called into which chat. Every method is one transaction.</summary>
public interface IAssignments
{
    /// <summary>Of these chats, oldest first.</summary>
    ValueTask<IReadOnlyList<Assignment>> OfAsync(IReadOnlyCollection<ChatId> chats, CancellationToken cancellation);

    /// <summary>Locks the chat, asks the rule, stores what it decided.</summary>
    /// <returns>What changed; the rule's refusal; <see cref="RefusalKind.NotFound"/> <c>chat</c>.</returns>
    ValueTask<Result<ChatChanged>> ChangeAsync(ChatId chat, AssignmentRule rule, DateTimeOffset now, CancellationToken cancellation);
}

/// <summary>Decides on a locked chat and on who was called into it. Pure: it may run again.</summary>
public delegate Result<IReadOnlyList<ChatChange>> AssignmentRule(ChatDesk desk, IReadOnlyList<Assignment> assignments);
