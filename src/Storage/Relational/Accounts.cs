using Haggle.Core;
using Haggle.Core.People;

namespace Haggle.Storage.Relational;

/// <summary>Logins of local accounts, as both engines keep them.</summary>
internal sealed class Accounts(Database database) : IAccounts
{
    private const string EmailIsTaken = "SELECT 1 FROM accounts WHERE email_key = @email";

    private const string Add = """
        INSERT INTO accounts (person_id, email_key, password_hash, created_at_us, password_changed_at_us)
        VALUES (@person, @email, @hash, @now, @now)
        """;

    private const string LoginByEmail = $"""
        SELECT a.password_hash, {PersonRows.Columns} FROM accounts a JOIN people p ON p.id = a.person_id WHERE a.email_key = @email
        """;

    private const string LoginByPerson = $"""
        SELECT a.password_hash, {PersonRows.Columns} FROM accounts a JOIN people p ON p.id = a.person_id WHERE a.person_id = @person
        """;

    private const string StorePassword = "UPDATE accounts SET password_hash = @hash, password_changed_at_us = @now WHERE person_id = @person";

    private const string StoreHash = "UPDATE accounts SET password_hash = @hash WHERE person_id = @person";

    public ValueTask<Result<Person>> AddAsync(NewAccount account, DateTimeOffset now, CancellationToken cancellation)
        => database.WriteAsync(session => AddAsync(session, account, now), cancellation);

    public ValueTask<Login?> FindLoginAsync(string email, CancellationToken cancellation)
        => database.ReadAsync(session => session.Query(LoginByEmail).With("email", Key(email)).FirstAsync(ReadLogin), cancellation);

    public ValueTask<Login?> FindLoginAsync(PersonId person, CancellationToken cancellation)
        => database.ReadAsync(session => session.Query(LoginByPerson).With("person", person.Value).FirstAsync(ReadLogin), cancellation);

    public async ValueTask ChangePasswordAsync(PersonId person, string passwordHash, SessionId? keep, DateTimeOffset now, CancellationToken cancellation)
        => await database.WriteAsync(
            async session =>
            {
                await session.Query(StorePassword).With("person", person.Value).With("hash", passwordHash).With("now", now).ExecuteAsync();
                return await Sessions.EndAllAsync(session, person, keep, now);
            },
            cancellation);

    public async ValueTask StrengthenAsync(PersonId person, string passwordHash, CancellationToken cancellation)
        => await database.WriteOneAsync(
            session => session.Query(StoreHash).With("person", person.Value).With("hash", passwordHash).ExecuteAsync(), cancellation);

    // Of two who register one e-mail at the same moment the second fails at the unique index, runs again, and finds it taken.
    private static async ValueTask<Result<Person>> AddAsync(Session session, NewAccount account, DateTimeOffset now)
    {
        var key = Key(account.Email);
        if (await session.Query(EmailIsTaken).With("email", key).AnyAsync())
            return Refusal.Conflict("email_taken");
        var person = await PersonInsert.AddAsync(
            session, new NewPerson(PersonKind.Account, null, account.DisplayName, now) { Role = account.Role, Email = account.Email });
        await session.Query(Add).With("person", person!.Id.Value).With("email", key).With("hash", account.PasswordHash).With("now", now).ExecuteAsync();
        return person;
    }

    private static string Key(string email) => email.ToLowerInvariant();

    private static Login ReadLogin(Row row)
    {
        var hash = row.Text();
        return new Login(PersonRows.Read(row), hash);
    }
}
