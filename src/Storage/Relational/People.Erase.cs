using Haggle.Core.Chats;
using Haggle.Core.People;

namespace Haggle.Storage.Relational;

internal sealed partial class People
{
    private const string Pseudonym = "Deleted account";

    // The external id goes too: if the marketplace names it again, that is somebody new.
    private const string Empty = """
        UPDATE people
        SET display_name = @pseudonym, name_key = '', tag = 'deleted' || CAST(id AS text), external_id = 'erased:' || CAST(id AS text),
            avatar_url = NULL, email = NULL, email_verified = FALSE, bio = NULL, locale = NULL, time_zone = NULL, disabled = TRUE, last_seen_at_us = NULL
        WHERE id = @id
        """;

    private const string RemoveLogin = "DELETE FROM accounts WHERE person_id = @id";

    private const string RemoveTrader = "DELETE FROM traders WHERE person_id = @id";

    private const string EmptySettings = "UPDATE members SET note = NULL, labels = NULL WHERE person_id = @id";

    private const string LockChatsOfTwo = """
        SELECT c.id FROM chats c WHERE (c.kind = @direct OR (c.kind = @listing AND c.listing_id IS NULL)) AND c.id IN (SELECT chat_id FROM members WHERE person_id = @id) ORDER BY c.id FOR UPDATE
        """;

    // A direct chat is called after both people, and so is one of a buyer and a seller that is about nothing in particular.
    private const string EmptyTitles = """
        UPDATE chats SET title = replace(title, @name, @pseudonym), title_key = replace(title_key, @name_key, @pseudonym_key), revision = revision + 1
        WHERE id = ANY(@chats)
        """;

    public ValueTask<IReadOnlyList<ChatId>?> EraseAsync(PersonId id, DateTimeOffset now, CancellationToken cancellation)
        => database.WriteAsync(session => EraseAsync(session, id, now), cancellation);

    private static async ValueTask<IReadOnlyList<ChatId>?> EraseAsync(Session session, PersonId id, DateTimeOffset now)
    {
        if (id == Person.System || await FindAsync(session, id) is not { } person)
            return null;
        var chats = await session.Query(LockChatsOfTwo)
            .With("id", id.Value).With("direct", Codes.Of(ChatKind.Direct)).With("listing", Codes.Of(ChatKind.Listing)).AllAsync(row => row.Long());
        await session.Query(EmptyTitles)
            .With("chats", chats)
            .With("name", person.DisplayName)
            .With("name_key", PlainLetters.Of(person.DisplayName))
            .With("pseudonym", Pseudonym)
            .With("pseudonym_key", PlainLetters.Of(Pseudonym))
            .ExecuteAsync();
        await session.Query(Empty).With("id", id.Value).With("pseudonym", Pseudonym).ExecuteAsync();
        await session.Query(RemoveLogin).With("id", id.Value).ExecuteAsync();
        await session.Query(RemoveTrader).With("id", id.Value).ExecuteAsync();
        await session.Query(EmptySettings).With("id", id.Value).ExecuteAsync();
        await PersonInsert.RenameAsync(session, id, "");
        await Sessions.EndAllAsync(session, id, keep: null, now);
        return [.. chats.Select(chat => new ChatId(chat))];
    }
}
