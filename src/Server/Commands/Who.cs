using System.Globalization;
using Haggle.Core.People;

namespace Haggle.Server.Commands;

/// <summary>Finds the person that an operator means: by id, by e-mail, or by @tag.</summary>
internal static class Who
{
    /// <exception cref="MisuseException">There is nobody such.</exception>
    public static async Task<Person> FindAsync(Store store, string word, CancellationToken cancellation)
    {
        var found = word switch
        {
            _ when word.StartsWith('@') => await store.Get<IPeople>().FindByTagAsync(word[1..].ToLowerInvariant(), cancellation),
            _ when PersonRules.CheckEmail(word) is null => (await store.Get<IAccounts>().FindLoginAsync(word, cancellation))?.Person,
            _ when long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var id) => await store.Get<IPeople>().FindAsync(new PersonId(id), cancellation),
            _ => throw new MisuseException("say who by id, e-mail or @tag."),
        };
        return found ?? throw new MisuseException("there is nobody with this id, e-mail or tag.");
    }

    public static string Line(Person person)
        => $"{person.Id} @{person.Tag} \"{person.DisplayName}\" {person.Role.ToString().ToLowerInvariant()}{(person.IsDisabled ? " disabled" : "")}";

    /// <exception cref="MisuseException">There is no such role.</exception>
    public static PersonRole Role(string word)
        => Enum.GetValues<PersonRole>().Cast<PersonRole?>().FirstOrDefault(role => string.Equals(role.ToString(), word, StringComparison.OrdinalIgnoreCase))
            ?? throw new MisuseException("a role is user, moderator or admin.");
}
