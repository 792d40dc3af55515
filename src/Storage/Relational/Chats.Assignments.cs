using Haggle.Core;
using Haggle.Core.Chats;
using Haggle.Core.Moderation;

namespace Haggle.Storage.Relational;

internal sealed partial class Chats : IAssignments
{
    private const string AssignmentsOf = $"SELECT {AssignmentRows.Columns} FROM chat_moderators WHERE chat_id = ANY(@chats) ORDER BY id";

    public async ValueTask<IReadOnlyList<Assignment>> OfAsync(IReadOnlyCollection<ChatId> chats, CancellationToken cancellation)
        => chats.Count == 0 ? [] : await database.ReadAsync(session => AssignmentsAsync(session, chats), cancellation);

    public ValueTask<Result<ChatChanged>> ChangeAsync(ChatId chat, AssignmentRule rule, DateTimeOffset now, CancellationToken cancellation)
        => database.WriteAsync(
            async session =>
            {
                if (await LockAsync(session, chat) is null) // so that what is read next is what the rule decides on
                    return Refusal.NotFound("chat");
                var known = await AssignmentsAsync(session, [chat]);
                return await ChangeAsync(session, chat, desk => rule(desk, known), now);
            },
            cancellation);

    private static ValueTask<List<Assignment>> AssignmentsAsync(Session session, IReadOnlyCollection<ChatId> chats)
        => session.Query(AssignmentsOf).With("chats", [.. chats.Select(chat => chat.Value)]).AllAsync(AssignmentRows.Read);
}
