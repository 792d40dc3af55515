namespace Haggle.Core.People;

/// <summary>Gives a person a role on the whole server.</summary>
public sealed class SetRole(IPeople people, IKnownCallers known)
{
    /// <returns><see cref="RefusalKind.NotFound"/> <c>user</c>.</returns>
    public async ValueTask<Result<Done>> RunAsync(PersonId person, PersonRole role, CancellationToken cancellation)
    {
        if (!await people.SetRoleAsync(person, role, cancellation))
            return Refusal.NotFound("user");
        known.Forget(person);
        return new Done();
    }
}
