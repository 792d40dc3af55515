namespace Haggle.Core.People;

internal static class LocalAccounts
{
    /// <summary>Whether this is an account of our own, with a password here: its external id is its own number, and means nobody at the marketplace.</summary>
    public static async ValueTask<bool> IsLocalAsync(this IAccounts accounts, Person person, CancellationToken cancellation)
        => person.ExternalId == person.Id.ToString() && await accounts.FindLoginAsync(person.Id, cancellation) is not null;
}
